using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Runs;

namespace Tauro.Stores.ContractTests;

public abstract partial class RunStoreContract
{
    [Fact]
    public async Task A_started_run_reads_back_completely()
    {
        var experiment = await NewExperiment();
        var run = Ok(await Runs.StartRun(new NewRun(
            experiment.ExperimentId, "trial 1", StartTime: 1_700_000_000_123, UserId: "ada", Note: "A *note*",
            Params: new Dictionary<string, string> { ["lr"] = "0.01" },
            Tags: new Dictionary<string, string> { ["team"] = "risk" })));

        Assert.Matches("^[0-9a-f]{32}$", run.RunId);
        Assert.Equal(experiment.ExperimentId, run.ExperimentId);
        Assert.Equal(("trial 1", "trial 1"), (run.Name, run.Tags[TagNames.RunName]));
        Assert.Equal((RunStatus.Running, LifecycleStage.Active), (run.Status, run.LifecycleStage));
        Assert.Equal((1_700_000_000_123, (long?)null), (run.StartTime, run.EndTime));
        Assert.Equal(("ada", "A *note*"), (run.UserId, run.Note));
        Assert.Equal($"mlflow-artifacts:/{run.ExperimentId}/{run.RunId}/artifacts", run.ArtifactUri);
        Assert.Equal(("0.01", "risk"), (run.Params["lr"], run.Tags["team"]));
        Assert.Empty(run.Metrics);
        Assert.Empty(run.ModelVersions);
        AssertSame(run, await Reread(run));
    }

    [Fact]
    public async Task A_run_without_a_name_gets_a_generated_one()
    {
        var run = await NewRun();
        Assert.False(string.IsNullOrWhiteSpace(run.Name));
        Assert.Equal(run.Name, run.Tags[TagNames.RunName]);
    }

    [Fact]
    public async Task A_run_is_named_by_its_name_tag_when_no_name_is_given()
    {
        var experiment = await NewExperiment();
        var run = Ok(await Runs.StartRun(new NewRun(experiment.ExperimentId,
            Tags: new Dictionary<string, string> { [TagNames.RunName] = "by tag" })));
        Assert.Equal("by tag", run.Name);
    }

    [Fact]
    public async Task The_name_of_a_run_and_its_name_tag_stay_in_sync()
    {
        var run = await NewRun("first");
        var renamed = Ok(await Runs.UpdateRun(run.RunId, new RunChange("second")));
        Assert.Equal(("second", "second"), (renamed.Name, renamed.Tags[TagNames.RunName]));

        var tags = new Dictionary<string, string> { [TagNames.RunName] = "third" };
        Ok(await Runs.Log(run.RunId, new RunBatch(Tags: tags)));
        var tagged = await Reread(run);
        Assert.Equal(("third", "third"), (tagged.Name, tagged.Tags[TagNames.RunName]));
    }

    [Fact]
    public async Task The_parent_of_a_child_run_must_exist()
    {
        var parent = await NewRun();
        var child = Ok(await Runs.StartRun(new NewRun(parent.ExperimentId, ParentRunId: parent.RunId)));
        Assert.Equal((parent.RunId, parent.RunId), (child.ParentRunId, child.Tags[TagNames.ParentRunId]));

        var orphan = new NewRun(parent.ExperimentId, ParentRunId: new(new string('0', 32)));
        Assert.Equal(ProblemCodes.RunNotFound, (await Runs.StartRun(orphan)).Problem?.Code);
    }

    [Fact]
    public async Task A_run_can_be_created_as_scheduled()
    {
        var experiment = await NewExperiment();
        var run = Ok(await Runs.StartRun(new NewRun(experiment.ExperimentId, Status: RunStatus.Scheduled)));
        Assert.Equal(RunStatus.Scheduled, run.Status);
        var running = Ok(await Runs.UpdateRun(run.RunId, new RunChange(Status: RunStatus.Running)));
        Assert.Equal(RunStatus.Running, running.Status);
    }

    [Theory, InlineData(RunStatus.Completed), InlineData(RunStatus.Failed), InlineData(RunStatus.Killed)]
    public async Task Ending_a_run_sets_its_end_time(RunStatus status)
    {
        var run = await NewRun();
        var ended = Ok(await Runs.UpdateRun(run.RunId, new RunChange(Status: status)));
        Assert.Equal(status, ended.Status);
        Assert.True(ended.EndTime >= run.StartTime);

        var other = await NewRun();
        var at = other.StartTime + 5_000;
        Assert.Equal(at, Ok(await Runs.UpdateRun(other.RunId, new RunChange(Status: status, EndTime: at))).EndTime);
    }

    [Fact]
    public async Task An_ended_run_can_be_set_to_running_again()
    {
        var run = await NewRun();
        Ok(await Runs.UpdateRun(run.RunId, new RunChange(Status: RunStatus.Failed)));
        var again = Ok(await Runs.UpdateRun(run.RunId, new RunChange(Status: RunStatus.Running)));
        Assert.Equal((RunStatus.Running, (long?)null), (again.Status, again.EndTime));
    }

    [Fact]
    public async Task Updating_a_run_sets_and_removes_tags_and_the_note()
    {
        var run = await NewRun("trial");
        Ok(await Runs.UpdateRun(run.RunId, new RunChange(
            Note: "noted", Tags: new Dictionary<string, string?> { ["a"] = "1", ["b"] = "2" })));
        var updated = Ok(await Runs.UpdateRun(run.RunId, new RunChange(
            Tags: new Dictionary<string, string?> { ["a"] = null, ["absent"] = null, ["b"] = "20" })));

        Assert.Equal(("trial", "noted", "20"), (updated.Name, updated.Note, updated.Tags["b"]));
        Assert.DoesNotContain("a", updated.Tags.Keys);
        AssertSame(updated, await Reread(run));
    }

    [Fact]
    public async Task Deleting_and_restoring_a_run_are_idempotent()
    {
        var run = await NewRun();
        for (var i = 0; i < 2; i++)
            Assert.Equal(LifecycleStage.Deleted, Ok(await Runs.DeleteRun(run.RunId)).LifecycleStage);
        Assert.Equal(LifecycleStage.Deleted, (await Reread(run)).LifecycleStage);
        for (var i = 0; i < 2; i++)
            Assert.Equal(LifecycleStage.Active, Ok(await Runs.RestoreRun(run.RunId)).LifecycleStage);
    }

    [Fact]
    public async Task A_missing_run_is_not_found()
    {
        var missing = new RunId(new string('0', 32));
        Refused(await Runs.GetRun(missing), ProblemKind.NotFound, ProblemCodes.RunNotFound);
        Refused(await Runs.GetRun(new("../../etc")), ProblemKind.NotFound, ProblemCodes.RunNotFound);
        Refused(await Runs.UpdateRun(missing, new RunChange("x")), ProblemKind.NotFound, ProblemCodes.RunNotFound);
        Refused(await Runs.DeleteRun(missing), ProblemKind.NotFound, ProblemCodes.RunNotFound);
        Refused(await Runs.RestoreRun(missing), ProblemKind.NotFound, ProblemCodes.RunNotFound);
        Refused(await Runs.Log(missing, new RunBatch()), ProblemKind.NotFound, ProblemCodes.RunNotFound);
        Refused(await Runs.LinkModelVersion(missing, "m", 1), ProblemKind.NotFound, ProblemCodes.RunNotFound);
    }

    [Fact]
    public async Task A_model_version_is_linked_to_its_run_once()
    {
        var run = await NewRun();
        Ok(await Runs.LinkModelVersion(run.RunId, "detector", 2));
        Ok(await Runs.LinkModelVersion(run.RunId, "detector", 2));
        Ok(await Runs.LinkModelVersion(run.RunId, "a model", 1));
        Assert.Equal(["detector/2", "a model/1"], (await Reread(run)).ModelVersions);

        Ok(await Runs.UnlinkModelVersion(run.RunId, "detector", 2));
        Ok(await Runs.UnlinkModelVersion(run.RunId, "detector", 2));
        Assert.Equal(["a model/1"], (await Reread(run)).ModelVersions);
    }

    [Fact]
    public async Task All_acknowledged_changes_are_there_after_reopening()
    {
        var run = await NewRun("kept");
        Ok(await Runs.Log(run.RunId, new RunBatch(
            [new MetricPoint("loss", 0.5, 10, 1), new MetricPoint("loss", 0.4, 20, 2)],
            new Dictionary<string, string> { ["lr"] = "0.01" }, new Dictionary<string, string> { ["t"] = "v" })));
        Ok(await Runs.UpdateRun(run.RunId, new RunChange(Status: RunStatus.Completed)));
        Ok(await Runs.LinkModelVersion(run.RunId, "m", 1));
        var before = await Reread(run);

        await Store.Reopen();
        AssertSame(before, await Reread(run));
        await Store.Checkpoint();
        await Store.Reopen();
        AssertSame(before, await Reread(run));
        Assert.Equal(2, (await History(run, "loss")).Count);
    }

    private static void AssertSame(Run expected, Run actual)
    {
        Assert.Equal(expected.Tags.OrderBy(tag => tag.Key), actual.Tags.OrderBy(tag => tag.Key));
        Assert.Equal(expected.Params.OrderBy(param => param.Key), actual.Params.OrderBy(param => param.Key));
        Assert.Equal(expected.Metrics.OrderBy(metric => metric.Key), actual.Metrics.OrderBy(metric => metric.Key));
        Assert.Equal(expected.ModelVersions, actual.ModelVersions);
        Assert.Equal(expected, actual with
        {
            Tags = expected.Tags, Params = expected.Params, Metrics = expected.Metrics,
            ModelVersions = expected.ModelVersions,
        });
    }
}
