using Tauro.Contracts;
using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Events;
using Tauro.Contracts.Runs;
using Tauro.Stores.Events;

namespace Tauro.Stores.ContractTests;

public abstract partial class RunStoreContract
{
    private static readonly TimeSpan StaleAfter = TimeSpan.FromHours(1);

    [Fact]
    public async Task A_run_to_which_nothing_was_logged_for_too_long_ends_as_failed_with_the_reason()
    {
        var run = await NewRun();
        await Store.Pass(TimeSpan.FromMinutes(59));
        Assert.Equal(0, await Runs.EndStaleRuns(StaleAfter));
        await Store.Pass(TimeSpan.FromMinutes(2));

        var events = await EventsOf(async () => Assert.Equal(1, await Runs.EndStaleRuns(StaleAfter)));

        var ended = await Reread(run);
        Assert.Equal(RunStatus.Failed, ended.Status);
        Assert.StartsWith("stale: nothing was logged from ", ended.Tags[TagNames.EndReason]);
        Assert.Contains("01:00:00 (StaleRuns:After)", ended.Tags[TagNames.EndReason]);
        Assert.Equal(
            new RunStale(run.RunId, run.ExperimentId, run.LastUpdateTime, 3_600_000), EventCatalog.Read(events[0]));
        Assert.Equal(
            new RunEnded(run.RunId, run.ExperimentId, RunStatus.Failed, run.LastUpdateTime),
            EventCatalog.Read(events[1]));
        Assert.Equal(2, events.Count);
        Assert.Equal(0, await Runs.EndStaleRuns(StaleAfter));
        await Store.Checkpoint();
        await Store.Reopen();
        Assert.Equal(ended.Tags, (await Reread(run)).Tags);
        Assert.Equal(ended.EndTime, (await Reread(run)).EndTime);
    }

    [Theory]
    [InlineData("params")]
    [InlineData("tags")]
    [InlineData("metrics")]
    [InlineData("inputs")]
    [InlineData("artifacts")]
    public async Task Everything_that_is_logged_to_a_run_keeps_it_running(string what)
    {
        var run = await NewRun();
        await Store.Pass(TimeSpan.FromMinutes(50));
        await LogAny(run, what);
        await Store.Pass(TimeSpan.FromMinutes(50));

        Assert.Equal(0, await Runs.EndStaleRuns(StaleAfter));
        Assert.Equal(RunStatus.Running, (await Reread(run)).Status);
    }

    [Theory]
    [InlineData("params")]
    [InlineData("tags")]
    [InlineData("metrics")]
    [InlineData("inputs")]
    [InlineData("artifacts")]
    public async Task A_late_write_makes_a_stale_run_running_again(string what)
    {
        var run = await NewStaleRun();

        var events = await EventsOf(() => LogAny(run, what));

        var revived = await Reread(run);
        Assert.Equal((RunStatus.Running, null), (revived.Status, revived.EndTime));
        Assert.DoesNotContain(TagNames.EndReason, revived.Tags);
        Assert.Equal(
            new RunUpdated(run.RunId, run.ExperimentId, run.Name, RunStatus.Running), EventCatalog.Read(events[^1]));
        Assert.Equal(what == "artifacts" ? 2 : 1, events.Count);
        await Store.Pass(TimeSpan.FromHours(2));
        Assert.Equal(1, await Runs.EndStaleRuns(StaleAfter));
    }

    [Fact]
    public async Task The_end_that_a_client_reports_for_a_stale_run_counts()
    {
        var run = await NewStaleRun();

        var ended = Ok(await Runs.UpdateRun(run.RunId, new RunChange(Status: RunStatus.Completed) { KeepsEnd = true }));

        Assert.Equal(RunStatus.Completed, ended.Status);
        Assert.DoesNotContain(TagNames.EndReason, ended.Tags);
        Assert.True(ended.EndTime > run.StartTime + 3_600_000);
    }

    [Fact]
    public async Task A_run_above_one_that_is_not_stale_is_not_stale_either()
    {
        var parent = await NewRun();
        var child = Ok(await Runs.StartRun(new NewRun(parent.ExperimentId, ParentRunId: parent.RunId)));
        var grandchild = Ok(await Runs.StartRun(new NewRun(parent.ExperimentId, ParentRunId: child.RunId)));
        var other = Ok(await Runs.StartRun(new NewRun(parent.ExperimentId)));
        await Store.Pass(TimeSpan.FromMinutes(50));
        await Log(grandchild, new MetricPoint("loss", 1, 1));
        await Store.Pass(TimeSpan.FromMinutes(50));

        Assert.Equal(1, await Runs.EndStaleRuns(StaleAfter));
        Assert.Equal(RunStatus.Failed, (await Reread(other)).Status);
        await Store.Pass(TimeSpan.FromMinutes(50));
        Assert.Equal(3, await Runs.EndStaleRuns(StaleAfter));
    }

    [Theory]
    [InlineData("params")]
    [InlineData("metrics")]
    [InlineData("inputs")]
    [InlineData("artifacts")]
    [InlineData("status")]
    [InlineData("start")]
    public async Task A_late_write_makes_the_stale_runs_above_running_again(string what)
    {
        var parent = await NewRun();
        var child = Ok(await Runs.StartRun(new NewRun(parent.ExperimentId, ParentRunId: parent.RunId)));
        var grandchild = Ok(await Runs.StartRun(new NewRun(parent.ExperimentId, ParentRunId: child.RunId)));
        var other = Ok(await Runs.StartRun(new NewRun(parent.ExperimentId, ParentRunId: parent.RunId)));
        await Store.Pass(TimeSpan.FromHours(2));
        Assert.Equal(4, await Runs.EndStaleRuns(StaleAfter));

        switch (what)
        {
            case "start":
                Ok(await Runs.StartRun(new NewRun(parent.ExperimentId, ParentRunId: grandchild.RunId)));
                break;
            case "status":
                Ok(await Runs.UpdateRun(grandchild.RunId, new RunChange(Status: RunStatus.Running)));
                break;
            default:
                await LogAny(grandchild, what);
                break;
        }

        foreach (var run in new[] { parent, child, grandchild })
        {
            var revived = await Reread(run);
            Assert.Equal((RunStatus.Running, null), (revived.Status, revived.EndTime));
            Assert.DoesNotContain(TagNames.EndReason, revived.Tags);
        }

        Assert.Equal(RunStatus.Failed, (await Reread(other)).Status);
        await Store.Pass(TimeSpan.FromMinutes(50));
        Assert.Equal(0, await Runs.EndStaleRuns(StaleAfter));
    }

    [Fact]
    public async Task A_write_to_a_run_that_has_ended_leaves_the_stale_runs_above_ended()
    {
        var parent = await NewRun();
        var child = Ok(await Runs.StartRun(new NewRun(parent.ExperimentId, ParentRunId: parent.RunId)));
        Ok(await Runs.UpdateRun(child.RunId, new RunChange(Status: RunStatus.Completed)));
        await Store.Pass(TimeSpan.FromHours(2));
        Assert.Equal(1, await Runs.EndStaleRuns(StaleAfter));

        await LogAny(child, "metrics");

        Assert.Equal(RunStatus.Failed, (await Reread(parent)).Status);
    }

    [Fact]
    public async Task A_run_counts_from_the_end_of_the_last_one_below_it()
    {
        var parent = await NewRun();
        for (var i = 0; i < 3; i++)
        {
            var child = Ok(await Runs.StartRun(new NewRun(parent.ExperimentId, ParentRunId: parent.RunId)));
            var grandchild = Ok(await Runs.StartRun(new NewRun(parent.ExperimentId, ParentRunId: child.RunId)));
            Ok(await Runs.UpdateRun(child.RunId, new RunChange(Status: RunStatus.Completed)));
            await Store.Pass(TimeSpan.FromMinutes(50));
            Ok(await Runs.UpdateRun(grandchild.RunId, new RunChange(Status: RunStatus.Completed)));
        }

        await Store.Pass(TimeSpan.FromMinutes(50));
        Assert.Equal(0, await Runs.EndStaleRuns(StaleAfter));
        await Store.Pass(TimeSpan.FromMinutes(20));
        Assert.Equal(1, await Runs.EndStaleRuns(StaleAfter));
        Assert.Equal(RunStatus.Failed, (await Reread(parent)).Status);
    }

    [Theory]
    [InlineData("deleted")]
    [InlineData("scheduled")]
    public async Task A_run_counts_from_when_the_last_one_below_it_stopped_running(string how)
    {
        var parent = await NewRun();
        var child = Ok(await Runs.StartRun(new NewRun(parent.ExperimentId, ParentRunId: parent.RunId)));
        for (var i = 0; i < 2; i++)
        {
            await Store.Pass(TimeSpan.FromMinutes(50));
            await Log(child, new MetricPoint("loss", 1, i));
        }

        if (how == "deleted") Ok(await Runs.DeleteRun(child.RunId));
        else Ok(await Runs.UpdateRun(child.RunId, new RunChange(Status: RunStatus.Scheduled)));

        Assert.Equal(0, await Runs.EndStaleRuns(StaleAfter));
        await Store.Pass(TimeSpan.FromMinutes(70));
        Assert.Equal(1, await Runs.EndStaleRuns(StaleAfter));
    }

    [Fact]
    public async Task Runs_that_are_deleted_or_have_not_begun_or_have_ended_are_not_stale()
    {
        var deleted = await NewRun();
        Ok(await Runs.DeleteRun(deleted.RunId));
        var experiment = await NewExperiment("deleted");
        Ok(await Runs.StartRun(new NewRun(experiment.ExperimentId)));
        Ok(await Runs.DeleteExperiment(experiment.ExperimentId));
        Ok(await Runs.StartRun(new NewRun(deleted.ExperimentId, Status: RunStatus.Scheduled)));
        var ended = await NewRun();
        Ok(await Runs.UpdateRun(ended.RunId, new RunChange(Status: RunStatus.Completed)));
        await Store.Pass(TimeSpan.FromHours(2));

        Assert.Equal(0, await Runs.EndStaleRuns(StaleAfter));
    }

    [Fact]
    public async Task After_a_restart_the_time_of_the_start_counts()
    {
        await NewRun("stored");
        await Store.Checkpoint();
        await NewRun("in the journal");
        await Store.Pass(TimeSpan.FromHours(2));
        await Store.Reopen();

        Assert.Equal(0, await Runs.EndStaleRuns(StaleAfter));
        await Store.Pass(TimeSpan.FromHours(2));
        Assert.Equal(2, await Runs.EndStaleRuns(StaleAfter));
    }

    [Fact]
    public async Task Many_stale_runs_are_ended_in_several_commits()
    {
        var first = await NewRun();
        for (var i = 0; i < 249; i++) Ok(await Runs.StartRun(new NewRun(first.ExperimentId)));
        await Store.Pass(TimeSpan.FromHours(2));

        Assert.Equal(250, await Runs.EndStaleRuns(StaleAfter));
    }

    private async Task<Run> NewStaleRun()
    {
        var run = await NewRun();
        await Store.Pass(TimeSpan.FromHours(2));
        Assert.Equal(1, await Runs.EndStaleRuns(StaleAfter));
        return run;
    }

    private async Task LogAny(Run run, string what)
    {
        var values = new Dictionary<string, string> { ["a"] = "b" };
        switch (what)
        {
            case "params": Ok(await Runs.Log(run.RunId, new RunBatch(Params: values))); break;
            case "tags": Ok(await Runs.Log(run.RunId, new RunBatch(Tags: values))); break;
            case "metrics": await Log(run, new MetricPoint("loss", 1, 1)); break;
            case "inputs":
                var dataset = new Dataset("train", "1", "local", "{}");
                Ok(await Runs.LogInputs(run.RunId, new RunInputs { Datasets = [new DatasetInput(dataset, values)] }));
                break;
            default:
                Assert.True(ArtifactPath.TryParse($"0/{run.RunId}/artifacts/model.bin", out var path, out _));
                Ok(await Artifacts.Write(path, new MemoryStream([1]), default, artifact => PendingEvent.From(
                    new ArtifactLogged(run.RunId, "model.bin", artifact.SizeBytes!.Value, artifact.Sha256!))));
                break;
        }
    }
}
