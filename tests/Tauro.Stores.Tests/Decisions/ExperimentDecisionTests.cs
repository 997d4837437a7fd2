using Tauro.Contracts;
using Tauro.Contracts.Events;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Runs;
using Tauro.Stores.Decisions;
using static Tauro.Stores.Tests.Decisions.TestDocuments;

namespace Tauro.Stores.Tests.Decisions;

public sealed class ExperimentDecisionTests
{
    [Fact]
    public void A_new_experiment_is_one_document_and_one_event()
    {
        var decided = Ok(ExperimentWrites.Create(null, new NewExperiment("churn", "monthly"), new("7"), Now));

        Assert.Equal(new TrackingFact.PutExperiment(decided.Value), Assert.Single(decided.Facts));
        Assert.Equal(new ExperimentCreated(new("7"), "churn"), Assert.Single(decided.Events));
        Assert.Equal(("mlflow-artifacts:/7", "monthly"), (decided.Value.ArtifactLocation, decided.Value.Description));
    }

    [Theory]
    [InlineData(LifecycleStage.Active)]
    [InlineData(LifecycleStage.Deleted)]
    public void A_taken_name_conflicts_even_if_its_experiment_is_deleted(LifecycleStage stage)
    {
        var holder = Experiment(stage: stage);

        Assert.Equal(
            ProblemCodes.ExperimentNameTaken,
            ExperimentWrites.Create(holder, new NewExperiment("churn"), new("7"), Now).Problem?.Code);
        Assert.Equal(
            ProblemCodes.ExperimentNameTaken,
            ExperimentWrites.Update(
                Experiment() with { Name = "old" }, holder, new("1"), new ExperimentChange("churn"), Now)
                .Problem?.Code);
    }

    [Fact]
    public void The_default_experiment_cannot_be_renamed_or_deleted()
    {
        var kept = ExperimentWrites.NewDefault(Now);

        Assert.Equal(
            ProblemCodes.DefaultExperiment,
            ExperimentWrites.Update(kept, null, new("0"), new ExperimentChange("other"), Now).Problem?.Code);
        Assert.Equal(
            ProblemCodes.DefaultExperiment, ExperimentWrites.Delete(kept, [], new("0"), null, Now).Problem?.Code);
        Assert.True(ExperimentWrites.Update(kept, null, new("0"), new ExperimentChange(Description: "d"), Now).IsOk);
    }

    [Fact]
    public void Deleting_an_experiment_is_one_fact_with_events_for_its_active_runs_with_versions()
    {
        Run[] linked =
        [
            Run("b", LifecycleStage.Deleted) with { ModelVersions = ["fraud/2"] },
            Run("c") with { ModelVersions = ["fraud/1"] },
        ];

        var decided = Ok(ExperimentWrites.Delete(Experiment(), linked, new("1"), null, Now));

        Assert.Equal([new TrackingFact.PutExperiment(decided.Value)], decided.Facts);
        Assert.Equal<LifecycleEvent>(
            [new ExperimentDeleted(new("1"), "churn"), new RunDeleted(new("c"), new("1"))], decided.Events);
    }

    [Fact]
    public void A_run_follows_its_experiment_until_it_is_moved_itself()
    {
        var deleted = Ok(ExperimentWrites.Delete(Experiment(), [], new("1"), null, Now)).Value;
        Assert.Equal(LifecycleStage.Deleted, RunWrites.InStage(Run("a"), deleted).LifecycleStage);
        var restored = Ok(ExperimentWrites.Restore(deleted, [], new("1"), Now)).Value;

        var run = RunWrites.InStage(Run("b", LifecycleStage.Deleted), restored);

        Assert.Equal(LifecycleStage.Active, run.LifecycleStage);
        Assert.Equal(
            LifecycleStage.Deleted,
            RunWrites.InStage(run with { LifecycleStage = LifecycleStage.Deleted }, restored).LifecycleStage);
    }

    [Fact]
    public void Only_a_deleted_experiment_can_be_restored_and_only_an_active_one_deleted()
    {
        var deleted = Experiment(stage: LifecycleStage.Deleted);

        Assert.Equal(
            LifecycleStage.Active, Ok(ExperimentWrites.Restore(deleted, [], new("1"), Now)).Value.LifecycleStage);
        Assert.Equal(
            ProblemCodes.ExperimentNotFound, ExperimentWrites.Restore(Experiment(), [], new("1"), Now).Problem?.Code);
        Assert.Equal(
            ProblemCodes.ExperimentNotFound, ExperimentWrites.Delete(deleted, [], new("1"), null, Now).Problem?.Code);
        Assert.Equal(
            ProblemCodes.ExperimentNotFound, ExperimentWrites.Delete(null, [], new("1"), null, Now).Problem?.Code);
    }
}
