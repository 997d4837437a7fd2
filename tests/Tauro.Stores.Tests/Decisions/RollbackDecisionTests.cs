using Tauro.Contracts;
using Tauro.Contracts.Events;
using Tauro.Contracts.Models;
using Tauro.Stores.Decisions;
using static Tauro.Stores.Tests.Decisions.TestDocuments;

namespace Tauro.Stores.Tests.Decisions;

public sealed class RollbackDecisionTests
{
    private ModelAggregate loaded = Model(Version(1), Version(2), Version(3));
    private long now = Now;

    [Fact]
    public void The_version_that_was_in_production_before_is_there_again()
    {
        Promote(1);
        Promote(2);
        var decided = RollBack();

        Assert.Equal((1, ModelStage.Production), (decided.Value.Version.Version, decided.Value.Version.Stage));
        Assert.Equal([2], decided.Value.Archived);
        Assert.Equal(
            [(2, ModelStage.Archived), (1, ModelStage.Production)],
            decided.Events.OfType<ModelVersionStageChanged>().Select(moved => (moved.Version, moved.To)));
        var rolledBack = Assert.IsType<ModelRolledBack>(decided.Events[^1]);
        Assert.Equal((1, "slow", "ana"), (rolledBack.Version, rolledBack.Reason, rolledBack.By));
        Assert.Equal(
            [(1, ModelStage.Production), (2, ModelStage.Archived)],
            loaded.Versions.Values.Take(2).Select(document => (document.Number, document.Version.Stage)));
        Assert.Equal(
            [(1, true, false), (2, true, true), (1, false, false)],
            loaded.Model.ProductionHistory!.Select(
                period => (period.Version, period.To is not null, period.IsRolledBack)));
    }

    [Fact]
    public void A_second_rollback_goes_further_back_and_not_to_the_version_that_was_rolled_back()
    {
        Promote(1);
        Promote(2);
        Promote(3);
        Assert.Equal(2, RollBack().Value.Version.Version);
        Assert.Equal(1, RollBack().Value.Version.Version);
        NothingLeft();
        Promote(3);
        Promote(2);
        Assert.Equal(3, RollBack().Value.Version.Version);
    }

    [Fact]
    public void A_deleted_version_is_skipped()
    {
        Promote(1);
        Promote(2);
        Promote(3);
        Store(Ok(VersionWrites.Delete(loaded, "fraud", 2, null, ++now)).Facts);
        var result = RollBack().Value;
        Assert.Equal(1, result.Version.Version);
        Assert.Equal([2], result.Skipped);
    }

    [Fact]
    public void Without_a_version_in_production_the_last_one_returns()
    {
        Promote(1);
        Promote(2);
        Store(Ok(VersionWrites.Delete(loaded, "fraud", 2, null, ++now)).Facts);
        Assert.NotNull(loaded.Model.ProductionHistory![^1].To);
        Assert.Equal(1, RollBack().Value.Version.Version);
        Store(Ok(StageWrites.Transition(loaded, [], "fraud", 1, new(ModelStage.None), null, ++now)).Facts);
        var result = RollBack().Value;
        Assert.Equal(1, result.Version.Version);
        Assert.Empty(result.Archived);
    }

    [Fact]
    public void A_version_that_an_earlier_build_promoted_can_return()
    {
        loaded = Model(Version(1, ModelStage.Production), Version(2));
        Promote(2);
        Assert.Equal([new(1, null, now), new(2, now)], loaded.Model.ProductionHistory!);
        Assert.Equal(1, RollBack().Value.Version.Version);
    }

    [Fact]
    public void Only_production_can_be_rolled_back() => Assert.Equal(
        ProblemCodes.InvalidRequest,
        RollbackWrites.Decide(loaded, [], "fraud", new(ModelStage.Staging), Now).Problem?.Code);

    [Fact]
    public void A_model_that_never_was_in_production_has_nothing_to_return_to()
    {
        NothingLeft();
        Promote(1);
        NothingLeft();
    }

    [Fact]
    public void The_history_is_bounded()
    {
        for (var i = 0; i < Limits.ProductionPeriodsMax; i++) Promote(1 + (i % 3));
        Promote(3);
        Assert.Equal(Limits.ProductionPeriodsMax, loaded.Model.ProductionHistory!.Count);
        Assert.Equal(3, loaded.Model.ProductionHistory![^1].Version);
    }

    private void NothingLeft() => Assert.Equal(
        ProblemCodes.NothingToRollBack,
        RollbackWrites.Decide(loaded, Present(), "fraud", new(ModelStage.Production), now).Problem?.Code);

    private Decision<ModelFact, RollbackResult> RollBack()
    {
        var decided = Ok(RollbackWrites.Decide(
            loaded, Present(), "fraud", new(ModelStage.Production, "slow", "ana"), ++now));
        Store(decided.Facts);
        return decided;
    }

    private void Promote(int number) => Store(Ok(StageWrites.Transition(
        loaded, Present(), "fraud", number, new(ModelStage.Production, ArchiveExisting: true), null, ++now)).Facts);

    private IEnumerable<VersionDocument> Present() => [.. loaded.Versions.Values
        .Where(document => document.Version.Stage == ModelStage.Production)];

    private void Store(IEnumerable<ModelFact> facts)
    {
        var versions = new SortedDictionary<int, VersionDocument>(loaded.Versions.ToDictionary());
        foreach (var fact in facts)
        {
            switch (fact)
            {
                case ModelFact.PutModel put: loaded = loaded with { Model = put.Model }; break;
                case ModelFact.PutVersion put: versions[put.Document.Number] = put.Document; break;
                case ModelFact.RemoveVersion remove: versions.Remove(int.Parse(remove.Key.Split('/')[1])); break;
            }
        }

        loaded = loaded with { Versions = versions };
    }
}
