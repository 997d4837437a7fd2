using Tauro.Contracts;
using Tauro.Contracts.Events;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Runs;
using Tauro.Stores.Decisions;
using static Tauro.Stores.Tests.Decisions.TestDocuments;

namespace Tauro.Stores.Tests.Decisions;

public sealed class RunDecisionTests
{
    [Fact]
    public void A_new_run_has_its_name_note_and_parent_as_tags_and_its_artifacts_below_the_experiment()
    {
        var prepared = Ok(RunWrites.Prepare(new NewRun(new("1"), Note: "n", ParentRunId: new("p")), "calm-owl-7"));

        var decided = Ok(RunWrites.Start(Experiment(), Run("p"), prepared, new("r"), Now));

        var run = decided.Value;
        Assert.Equal(("calm-owl-7", "n", "p", Now), (run.Name, run.Note, run.ParentRunId, run.StartTime));
        Assert.Equal("calm-owl-7", run.Tags[TagNames.RunName]);
        Assert.Equal("s3://bucket/churn/r/artifacts?region=eu", run.ArtifactUri);
        Assert.Equal(new TrackingFact.PutRun(run), Assert.Single(decided.Facts));
        Assert.Equal(new RunStarted(new("r"), new("1"), "calm-owl-7"), Assert.Single(decided.Events));
    }

    [Fact]
    public void A_run_needs_an_active_experiment_and_an_existing_parent()
    {
        var prepared = Ok(RunWrites.Prepare(new NewRun(new("1"), ParentRunId: new("p")), "n"));

        Assert.Equal(
            ProblemCodes.ExperimentNotFound, RunWrites.Start(null, Run("p"), prepared, new("r"), Now).Problem?.Code);
        Assert.Equal(
            ProblemCodes.ExperimentDeleted,
            RunWrites.Start(Experiment(stage: LifecycleStage.Deleted), Run("p"), prepared, new("r"), Now)
                .Problem?.Code);
        Assert.Equal(
            ProblemCodes.RunNotFound, RunWrites.Start(Experiment(), null, prepared, new("r"), Now).Problem?.Code);
    }

    [Fact]
    public void Ending_a_run_sets_its_end_time_and_continuing_it_removes_the_end_time()
    {
        var ended = Ok(RunWrites.Update(Run(), new("r"), new RunChange(Status: RunStatus.Completed), true, Now));
        Assert.Equal(Now, ended.Value.EndTime);
        Assert.Equal(new RunEnded(new("r"), new("1"), RunStatus.Completed, Now), Assert.Single(ended.Events));

        var goesOn = Ok(RunWrites.Update(
            ended.Value, new("r"), new RunChange(Status: RunStatus.Running), true, Now + 1));
        Assert.Null(goesOn.Value.EndTime);
        Assert.IsType<RunUpdated>(Assert.Single(goesOn.Events));
    }

    [Fact]
    public void A_run_that_has_ended_keeps_its_end_when_the_change_says_so()
    {
        var failed = Run("r") with { Status = RunStatus.Failed, EndTime = 5, LastUpdateTime = 5 };
        var end = new RunChange(Status: RunStatus.Completed) { KeepsEnd = true };

        Assert.Equal(RunStatus.Completed, Ok(RunWrites.Update(Run("r"), new("r"), end, true, Now)).Value.Status);
        var again = Ok(RunWrites.Update(failed, new("r"), end, true, Now));
        Assert.Equal((failed, 0, 0), (again.Value, again.Facts.Count, again.Events.Count));
        var later = Ok(RunWrites.Update(failed, new("r"), end with { EndTime = 9 }, true, Now)).Value;
        Assert.Equal((RunStatus.Failed, 9), (later.Status, later.EndTime));
    }

    [Fact]
    public void The_end_of_a_stale_run_counts_if_writes_revive_it_and_is_kept_like_any_other_if_not()
    {
        var tags = new Dictionary<string, string> { [TagNames.EndReason] = "stale: nothing was logged" };
        var stale = Run("r") with { Status = RunStatus.Failed, EndTime = 5, Tags = tags };
        var end = new RunChange(Status: RunStatus.Completed) { KeepsEnd = true };

        var revived = Ok(RunWrites.Update(stale, new("r"), end, true, Now)).Value;
        Assert.Equal((RunStatus.Completed, Now), (revived.Status, revived.EndTime));
        Assert.Empty(revived.Tags);
        Assert.Equal(stale, Ok(RunWrites.Update(stale, new("r"), end, false, Now)).Value);
        var explicitly = Ok(RunWrites.Update(stale, new("r"), end with { KeepsEnd = false }, false, Now)).Value;
        Assert.Equal((RunStatus.Completed, 5), (explicitly.Status, explicitly.EndTime));
        Assert.Empty(explicitly.Tags);
    }

    [Fact]
    public void A_change_of_only_tags_has_no_event() =>
        Assert.Empty(Ok(RunWrites.Update(Run(), new("r"), new RunChange(Note: "n"), true, Now)).Events);

    [Fact]
    public void A_deleted_run_cannot_be_changed_but_restored()
    {
        var deleted = Run(stage: LifecycleStage.Deleted);

        Assert.Equal(
            ProblemCodes.RunDeleted, RunWrites.Update(deleted, new("r"), new RunChange("n"), true, Now).Problem?.Code);
        var restored = Ok(RunWrites.Restore(deleted, new("r"), Now));
        Assert.Equal(LifecycleStage.Active, restored.Value.LifecycleStage);
        Assert.Equal(new RunRestored(new("r"), new("1"), deleted.Status), Assert.Single(restored.Events));
    }

    [Fact]
    public void A_change_to_the_current_state_has_no_facts()
    {
        var run = Run() with { ModelVersions = ["fraud/1"] };

        Assert.Empty(Ok(RunWrites.Restore(run, new("r"), Now)).Facts);
        Assert.Empty(Ok(RunLinkWrites.Link(run, new("r"), "fraud", 1, null, Now)).Facts);
        Assert.Empty(Ok(RunLinkWrites.Unlink(run, new("r"), "fraud", 2, null, Now)).Facts);
    }

    [Fact]
    public void Linking_a_version_has_an_event_and_unlinking_it_has_none()
    {
        var linked = Ok(RunLinkWrites.Link(Run(), new("r"), "fraud", 1, null, Now));
        Assert.Equal(["fraud/1"], linked.Value.ModelVersions);
        Assert.IsType<RunLinkedToVersion>(Assert.Single(linked.Events));

        var unlinked = Ok(RunLinkWrites.Unlink(linked.Value, new("r"), "fraud", 1, null, Now));
        Assert.Empty(unlinked.Value.ModelVersions);
        Assert.Empty(unlinked.Events);
    }

    [Fact]
    public void Existing_inputs_are_not_stored_again()
    {
        var inputs = new RunInputs
        {
            Datasets = [new DatasetInput(new Dataset("d", "1", "s3", "uri"), new Dictionary<string, string>())],
        };

        var first = Ok(RunInputWrites.Log(Run(), null, _ => false, new("r"), inputs, true, Now));
        Assert.Equal([typeof(TrackingFact.PutDataset), typeof(TrackingFact.PutInputs)], first.Facts.Select(Kind));
        var kept = Assert.IsType<TrackingFact.PutInputs>(first.Facts[1]).Inputs;
        Assert.Empty(Ok(RunInputWrites.Log(Run(), kept, _ => true, new("r"), inputs, true, Now)).Facts);

        static Type Kind(TrackingFact fact) => fact.GetType();
    }

    [Fact]
    public void The_number_of_inputs_is_limited_and_a_deleted_run_accepts_none()
    {
        var models = Enumerable.Range(0, Limits.RunInputsMax).Select(i => new LoggedModelId($"m{i}")).ToArray();
        var full = new StoredInputs(new("r"), new("1"), [], models, []);
        var runInputs = new RunInputs { Models = [new("one more")] };

        Assert.Equal(
            ProblemCodes.LimitExceeded,
            RunInputWrites.Log(Run(), full, _ => true, new("r"), runInputs, true, Now).Problem?.Code);
        Assert.Equal(
            ProblemCodes.RunDeleted,
            RunInputWrites.Log(Run(stage: LifecycleStage.Deleted), null, _ => true, new("r"), runInputs, true, Now)
                .Problem?.Code);
    }
}
