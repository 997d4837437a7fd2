using Tauro.Contracts;
using Tauro.Contracts.Events;
using Tauro.Contracts.Models;
using Tauro.Stores.Decisions;
using static Tauro.Stores.Tests.Decisions.TestDocuments;

namespace Tauro.Stores.Tests.Decisions;

public sealed class ModelDecisionTests
{
    [Fact]
    public void A_new_model_is_one_document_and_one_event()
    {
        var decided = Ok(ModelWrites.Create(null, false, new NewModel("fraud"), new("id"), Now));

        Assert.Equal(new ModelFact.PutModel(decided.Value), Assert.Single(decided.Facts));
        Assert.IsType<ModelRegistered>(Assert.Single(decided.Events));
        Assert.Equal(("id", "fraud", Now), (decided.Value.ModelId, decided.Value.Name, decided.Value.CreationTime));
    }

    [Fact]
    public void A_taken_name_conflicts() => Assert.Equal(
        ProblemCodes.ModelNameTaken,
        ModelWrites.Create(Model().Model, false, new NewModel("fraud"), new("other"), Now).Problem?.Code);

    [Fact]
    public void A_name_with_versions_that_are_still_being_removed_is_reserved()
    {
        var other = Model().Model with { Name = "other" };
        var version = new NewModelVersion(ArtifactMode: ArtifactMode.None);

        Assert.Equal(
            ProblemCodes.ModelBeingDeleted,
            ModelWrites.Create(null, true, new NewModel("fraud"), new("id"), Now).Problem?.Code);
        Assert.Equal(
            ProblemCodes.ModelBeingDeleted,
            ModelWrites.Update(other, null, true, "other", new ModelChange("fraud"), Now).Problem?.Code);
        Assert.Equal(
            ProblemCodes.ModelBeingDeleted,
            VersionWrites.Register(null, true, "fraud", version, false, new("id"), Now).Problem?.Code);
        Assert.Equal(
            ProblemCodes.ModelNotFound,
            VersionWrites.Register(null, true, "fraud", version, true, new("id"), Now).Problem?.Code);
    }

    [Fact]
    public void A_change_without_effect_has_no_facts_and_no_events()
    {
        var model = Model().Model;

        var decided = Ok(ModelWrites.Update(model, model, false, "fraud", new ModelChange("fraud"), Now));

        Assert.Empty(decided.Facts);
        Assert.Empty(decided.Events);
        Assert.Same(model, decided.Value);
    }

    [Fact]
    public void Deleting_a_model_deletes_its_versions_and_its_own_event_is_the_last()
    {
        var decided = Ok(ModelWrites.Delete(Model(Version(1), Version(2)), "fraud", 2));

        Assert.Equal(
            [
                new ModelFact.RemoveModel(new("id")), new ModelFact.RemoveVersion("id/1"),
                new ModelFact.RemoveVersion("id/2"),
            ],
            decided.Facts);
        Assert.Equal(
            [typeof(ModelVersionDeleted), typeof(ModelVersionDeleted), typeof(ModelDeleted)],
            decided.Events.Select(lifecycleEvent => lifecycleEvent.GetType()));
    }

    [Fact]
    public void A_model_of_many_versions_is_deleted_before_them_and_its_own_event_is_the_last()
    {
        var loaded = Model(Version(1), Version(2), Version(3));

        var decided = Ok(ModelWrites.Delete(loaded, "fraud", 2));
        var first = ModelWrites.DeleteVersions(loaded, 2);
        var last = ModelWrites.DeleteVersions(Model(Version(3)), 2);

        Assert.Equal(
            [new ModelFact.RemoveModel(new("id")), new ModelFact.PutDeletedModel(loaded.Model)], decided.Facts);
        Assert.Empty(decided.Events);
        Assert.False(first.Value);
        Assert.Equal([new ModelFact.RemoveVersion("id/1"), new ModelFact.RemoveVersion("id/2")], first.Facts);
        Assert.True(last.Value);
        Assert.Equal(
            [new ModelFact.RemoveVersion("id/3"), new ModelFact.RemoveDeletedModel(new("id"))], last.Facts);
        Assert.Equal(
            [typeof(ModelVersionDeleted), typeof(ModelDeleted)],
            last.Events.Select(lifecycleEvent => lifecycleEvent.GetType()));
    }

    [Fact]
    public void An_alias_points_to_a_version_that_is_ready()
    {
        var loaded = Model(Version(1), Version(2, status: ModelVersionStatus.PendingRegistration));

        Assert.Equal(1, Ok(ModelWrites.SetAlias(loaded, "fraud", "champion", 1, Now)).Value.Aliases["champion"]);
        Assert.Equal(
            ProblemCodes.VersionNotReady, ModelWrites.SetAlias(loaded, "fraud", "champion", 2, Now).Problem?.Code);
        Assert.Equal(
            ProblemCodes.VersionNotFound, ModelWrites.SetAlias(loaded, "fraud", "champion", 3, Now).Problem?.Code);
    }

    [Fact]
    public void A_model_that_is_not_loaded_is_not_found()
    {
        Assert.Equal(ProblemCodes.ModelNotFound, ModelWrites.Delete(null, "fraud", 2).Problem?.Code);
        Assert.Equal(ProblemCodes.ModelNotFound, ModelWrites.DeleteAlias(null, "fraud", "a", Now).Problem?.Code);
        Assert.Equal(ProblemCodes.ModelNotFound, VersionWrites.Delete(null, "fraud", 1, null, Now).Problem?.Code);
    }
}
