using Tauro.Contracts.Ids;
using Tauro.Contracts.Models;

namespace Tauro.Stores.ContractTests;

public abstract partial class ModelStoreContract
{
    private static NewModelVersion FromRun(RunId runId) => Metadata with { SourceRunId = runId };

    [Fact]
    public async Task The_status_of_a_run_is_stored_with_all_its_versions_and_no_others()
    {
        await Register("fraud", FromRun(RunId));
        await Register("fraud", FromRun(OtherRunId));
        await Register("churn", FromRun(RunId));
        await Register("churn");

        Assert.Equal(2, Ok(await store.RecordSourceRun(RunId, "COMPLETED", new(7), Cancel)));

        Assert.Equal("COMPLETED", (await Version("fraud", 1)).SourceRunStatus);
        Assert.Equal("COMPLETED", (await Version("churn", 1)).SourceRunStatus);
        Assert.Null((await Version("fraud", 2)).SourceRunStatus);
        Assert.Null((await Version("churn", 2)).SourceRunStatus);
    }

    [Fact]
    public async Task A_repeat_or_a_late_event_changes_nothing()
    {
        await Register("fraud", FromRun(RunId));
        Ok(await store.RecordSourceRun(RunId, "COMPLETED", new(7), Cancel));
        var before = await LastSequence();
        Assert.Equal(0, Ok(await store.RecordSourceRun(RunId, "COMPLETED", new(7), Cancel)));
        Assert.Equal(0, Ok(await store.RecordSourceRun(RunId, "RUNNING", new(7), Cancel)));
        Assert.Equal(0, Ok(await store.RecordSourceRun(RunId, "RUNNING", new(3), Cancel)));
        Assert.Equal("COMPLETED", (await Version("fraud", 1)).SourceRunStatus);
        Assert.Equal(before, await LastSequence());

        Assert.Equal(1, Ok(await store.RecordSourceRun(RunId, "DELETED", new(8), Cancel)));
        Assert.Equal("DELETED", (await Version("fraud", 1)).SourceRunStatus);
    }

    [Fact]
    public async Task After_a_backup_of_Tracking_was_restored_its_new_events_count_and_late_ones_do_not()
    {
        var before = DateTimeOffset.UnixEpoch.AddYears(50);
        await Register("fraud", FromRun(RunId));
        Ok(await store.RecordSourceRun(RunId, "COMPLETED", new(700, before), Cancel));

        Assert.Equal(0, Ok(await store.RecordSourceRun(RunId, "RUNNING", new(699, before), Cancel)));
        Assert.Equal(1, Ok(await store.RecordSourceRun(RunId, "FAILED", new(350, before.AddMinutes(1)), Cancel)));
        Assert.Equal(0, Ok(await store.RecordSourceRun(RunId, "RUNNING", new(349, before.AddMinutes(1)), Cancel)));
        Assert.Equal("FAILED", (await Version("fraud", 1)).SourceRunStatus);
    }

    [Fact]
    public async Task A_newer_event_of_the_same_status_still_outranks_a_late_one()
    {
        await Register("fraud", FromRun(RunId));
        Ok(await store.RecordSourceRun(RunId, "COMPLETED", new(5), Cancel));
        Assert.Equal(0, Ok(await store.RecordSourceRun(RunId, "COMPLETED", new(9), Cancel)));
        Assert.Equal(0, Ok(await store.RecordSourceRun(RunId, "DELETED", new(7), Cancel)));
        Assert.Equal("COMPLETED", (await Version("fraud", 1)).SourceRunStatus);
    }

    [Fact]
    public async Task A_version_registered_later_gets_the_run_status_with_the_next_event()
    {
        await Register("fraud", FromRun(RunId));
        Ok(await store.RecordSourceRun(RunId, "COMPLETED", new(5), Cancel));
        await Register("fraud", FromRun(RunId));
        Assert.Equal(1, Ok(await store.RecordSourceRun(RunId, "COMPLETED", new(6), Cancel)));
        Assert.Equal("COMPLETED", (await Version("fraud", 2)).SourceRunStatus);
    }

    [Fact]
    public async Task An_event_of_a_run_without_versions_changes_nothing()
    {
        Assert.Equal(0, Ok(await store.RecordSourceRun(RunId, "COMPLETED", new(1), Cancel)));
        await Register("fraud", FromRun(RunId));
        Ok(await store.DeleteVersion("fraud", 1, Cancel));
        Assert.Equal(0, Ok(await store.RecordSourceRun(RunId, "COMPLETED", new(2), Cancel)));
    }
}
