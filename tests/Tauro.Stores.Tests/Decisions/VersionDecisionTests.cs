using Tauro.Contracts;
using Tauro.Contracts.Events;
using Tauro.Contracts.Models;
using Tauro.Stores.Decisions;
using Tauro.Stores.Policies;
using static Tauro.Stores.Tests.Decisions.TestDocuments;

namespace Tauro.Stores.Tests.Decisions;

public sealed class VersionDecisionTests
{
    private static readonly NewModelVersion Metadata = new(ArtifactMode: ArtifactMode.None);
    private static readonly StageMove ToProduction = new(ModelStage.Production, ArchiveExisting: true);

    [Fact]
    public void The_first_version_of_a_new_name_creates_the_model()
    {
        var decided = Ok(VersionWrites.Register(null, false, "fraud", Metadata, false, new("id"), Now));

        Assert.Equal(1, decided.Value.Version);
        Assert.Equal(
            [typeof(ModelFact.PutVersion), typeof(ModelFact.PutModel)], decided.Facts.Select(fact => fact.GetType()));
        Assert.Equal(
            [typeof(ModelRegistered), typeof(ModelVersionCreated), typeof(ModelVersionReady)],
            decided.Events.Select(lifecycleEvent => lifecycleEvent.GetType()));
    }

    [Fact]
    public void A_version_gets_the_number_after_the_last_one()
    {
        var model = Model(Version(1), Version(2)).Model;

        var decided = Ok(VersionWrites.Register(model, false, "fraud", Metadata, true, new("unused"), Now));

        Assert.Equal(("id", 3), (decided.Value.ModelId, decided.Value.Version));
        Assert.DoesNotContain(decided.Events, lifecycleEvent => lifecycleEvent is ModelRegistered);
    }

    [Fact]
    public void A_version_is_refused_if_its_model_must_exist_and_does_not() => Assert.Equal(
        ProblemCodes.ModelNotFound,
        VersionWrites.Register(null, false, "fraud", Metadata, true, new("id"), Now).Problem?.Code);

    [Fact]
    public void Promoting_a_version_archives_the_previous_one_whose_event_comes_first()
    {
        var loaded = Model(Version(1, ModelStage.Production), Version(2));

        var decided = Ok(StageWrites.Transition(
            loaded, [loaded.Versions[1]], "fraud", 2, ToProduction, null, Now));

        Assert.Equal(
            [(1, ModelStage.Archived), (2, ModelStage.Production)],
            decided.Events.Cast<ModelVersionStageChanged>().Select(moved => (moved.Version, moved.To)));
        Assert.Equal(
            [(2, ModelStage.Production), (1, ModelStage.Archived)],
            decided.Facts.OfType<ModelFact.PutVersion>()
                .Select(put => (put.Document.Number, put.Document.Version.Stage)));
    }

    [Fact]
    public void A_promotion_that_would_archive_too_many_versions_is_refused()
    {
        var loaded = Model([.. Enumerable.Range(1, Limits.ArchivedMax + 2)
            .Select(number => Version(number, number == 1 ? ModelStage.None : ModelStage.Production))]);
        var there = loaded.Versions.Values.Skip(1).ToList();

        var tooMany = StageWrites.Transition(loaded, there, "fraud", 1, ToProduction, null, Now);
        var most = StageWrites.Transition(loaded, there.Skip(1), "fraud", 1, ToProduction, null, Now);

        Assert.Equal(ProblemCodes.LimitExceeded, tooMany.Problem?.Code);
        Assert.Equal(Limits.ArchivedMax + 1, Ok(most).Events.Count);
    }

    [Fact]
    public void A_pending_version_cannot_be_promoted()
    {
        var loaded = Model(Version(1, status: ModelVersionStatus.PendingRegistration));

        Assert.Equal(
            ProblemCodes.VersionNotReady,
            StageWrites.Transition(loaded, [], "fraud", 1, new(ModelStage.Staging), null, Now).Problem?.Code);
    }

    [Fact]
    public void Only_a_pending_version_of_the_given_model_becomes_ready()
    {
        var pending = Model(Version(1, status: ModelVersionStatus.PendingRegistration));

        Assert.Equal(
            ModelVersionStatus.Ready,
            Ok(VersionWrites.MarkReady(pending, "fraud", 1, new("id"), [], Now)).Value.Status);
        Assert.Equal(
            ProblemCodes.VersionNotFound,
            VersionWrites.MarkReady(pending, "fraud", 1, new("another"), [], Now).Problem?.Code);
        Assert.Equal(
            ProblemCodes.VersionNotPending,
            VersionWrites.MarkReady(Model(Version(1)), "fraud", 1, new("id"), [], Now).Problem?.Code);
    }

    [Fact]
    public void A_late_event_about_a_source_run_changes_nothing()
    {
        var document = new VersionDocument(Version(1), SourceRunSequence: 5);

        Assert.Empty(SourceRunWrites.Record([(Model().Model, document)], "FAILED", new(5), Now).Facts);
        var later = SourceRunWrites.Record([(Model().Model, document)], "FAILED", new(6), Now);
        Assert.Equal(1, later.Value);
        Assert.Equal(6, Assert.IsType<ModelFact.PutVersion>(Assert.Single(later.Facts)).Document.SourceRunSequence);
    }
}
