using Tauro.Contracts;
using Tauro.Contracts.Events;
using Tauro.Contracts.Purges;
using Tauro.Stores.Decisions;
using static Tauro.Stores.Tests.Decisions.TestDocuments;

namespace Tauro.Stores.Tests.Decisions;

public sealed class PurgeDecisionTests
{
    private static readonly PurgeLimits Limits = new(3, "deletion");

    [Fact]
    public void A_small_run_is_purged_in_one_commit_with_its_event()
    {
        var decided = Ok(PurgeWrites.BeginRun(
            Run(stage: LifecycleStage.Deleted), null, null, new("r"), [File("a", 7), new(PurgedKind.Run, "r")], Limits,
            Now));

        Assert.Equal(
            [
                new PurgeFact.Remove(PurgedKind.Artifact, "a"), new PurgeFact.Remove(PurgedKind.Run, "r"),
                new PurgeFact.RemovePurge("runs/r"),
            ],
            decided.Facts.Where(fact => fact is not PurgeFact.PutDeletion));
        var deletion = Assert.Single(decided.Facts.OfType<PurgeFact.PutDeletion>()).Deletion;
        Assert.Equal(("deletion", "a"), (deletion.DeletionId, Assert.Single(deletion.Paths)));
        Assert.Equal(new RunPurged(new("r"), new("1"), 0, 1, 7), Assert.Single(decided.Events));
        Assert.Equal(PurgeStatus.Completed, decided.Value.Status);
    }

    [Fact]
    public void What_belongs_together_is_not_divided_if_it_fits_into_the_next_commit()
    {
        var units = new[] { Unit("a", 2), Unit("b", 2) };
        var decided = Continue(units);

        Assert.Equal(["a0", "a1"], Removed(decided));
        Assert.Equal(PurgeStatus.Running, decided.Value.Status);
        Assert.Empty(decided.Events);
        Assert.Equal(decided.Value, Assert.Single(decided.Facts.OfType<PurgeFact.PutPurge>()).Purge);
        var last = PurgeWrites.ContinueExperiment(decided.Value, Content(units[1..]), Limits);
        Assert.Equal(["b0", "b1"], Removed(last));
        Assert.Equal(4, last.Value.Runs);
    }

    [Fact]
    public void What_is_larger_than_a_commit_is_divided() =>
        Assert.Equal(["a0", "a1", "a2"], Removed(Continue([Unit("a", 5)])));

    [Fact]
    public void A_document_of_several_units_is_removed_once() =>
        Assert.Equal(["a0", "a1", "b0"], Removed(Continue([Unit("a", 2), [.. Unit("a", 2), .. Unit("b", 1)]])));

    [Fact]
    public void The_purge_of_the_greatest_experiment_is_kept_in_the_place_of_earlier_ones()
    {
        var earlier = new Purge { ExperimentId = new("0"), Status = PurgeStatus.Completed };
        var decided = Continue([Unit("a", 1)], isGreatest: true, earlier);

        Assert.Equal(
            [new PurgeFact.RemovePurge("experiments/0"), new PurgeFact.PutPurge(decided.Value)], decided.Facts.Skip(1));
        Assert.Equal(PurgeStatus.Completed, decided.Value.Status);
        Assert.IsType<ExperimentPurged>(Assert.Single(decided.Events));
    }

    private static Decision<PurgeFact, Purge> Continue(
        IEnumerable<IEnumerable<PurgedDocument>> units, bool isGreatest = false, params Purge[] completed) =>
        PurgeWrites.ContinueExperiment(
            new Purge { ExperimentId = new("1") }, Content(units, isGreatest, completed), Limits);

    private static PurgedExperiment Content(
        IEnumerable<IEnumerable<PurgedDocument>> units, bool isGreatest = false, params Purge[] completed) =>
        new(Experiment(), units, isGreatest, completed);

    private static IEnumerable<PurgedDocument> Unit(string name, int count) =>
        Enumerable.Range(0, count).Select(i => new PurgedDocument(PurgedKind.Run, $"{name}{i}"));

    private static PurgedDocument File(string path, long bytes) => new(PurgedKind.Artifact, path, bytes);

    private static IEnumerable<string> Removed(Decision<PurgeFact, Purge> decided) =>
        decided.Facts.OfType<PurgeFact.Remove>().Select(fact => fact.Key);
}
