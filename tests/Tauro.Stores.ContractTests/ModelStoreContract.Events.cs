using Tauro.Contracts.Events;
using Tauro.Contracts.Models;

namespace Tauro.Stores.ContractTests;

public abstract partial class ModelStoreContract
{
    [Fact]
    public async Task Every_change_of_a_model_has_an_event()
    {
        var model = Ok(await store.CreateModel(new NewModel("fraud"), Cancel));
        Ok(await store.UpdateModel("fraud", new ModelChange(Description: "d"), Cancel));
        Ok(await store.UpdateModel("fraud", new ModelChange("scam"), Cancel));
        Ok(await store.DeleteModel("scam", cancel: Cancel));
        Assert.Equal(
            [
                "tauro.model.registered models/fraud",
                "tauro.model.updated models/fraud",
                "tauro.model.updated models/scam",
                "tauro.model.deleted models/scam",
            ],
            await EventsAfter(0));
        Assert.Equal(new ModelUpdated("scam", "fraud", model.ModelId), await Event<ModelUpdated>(3));
    }

    [Fact]
    public async Task Every_change_of_a_version_has_an_event()
    {
        await Register("fraud", new NewModelVersion(ArtifactMode: ArtifactMode.Copy, Source: $"runs:/{RunId}/model"));
        Ok(await store.MarkReady("fraud", 1, null, Files, Cancel));
        Ok(await store.UpdateVersion("fraud", 1, new ModelVersionChange("d"), Cancel));
        Ok(await store.SetAlias("fraud", "champion", 1, Cancel));
        Ok(await store.DeleteAlias("fraud", "champion", Cancel));
        await Register("fraud", Pending);
        Ok(await store.MarkFailed("fraud", 2, null, "because", Cancel));
        Ok(await store.DeleteVersion("fraud", 2, Cancel));
        Ok(await store.RecordSourceRun(RunId, "COMPLETED", new(1), Cancel));
        await Register("fraud");
        Assert.Equal(
            [
                "tauro.model.registered models/fraud",
                "tauro.model_version.created models/fraud/versions/1",
                "tauro.model_version.ready models/fraud/versions/1",
                "tauro.model_version.updated models/fraud/versions/1",
                "tauro.model_alias.set models/fraud/aliases/champion",
                "tauro.model_alias.deleted models/fraud/aliases/champion",
                "tauro.model_version.created models/fraud/versions/2",
                "tauro.model_version.failed models/fraud/versions/2",
                "tauro.model_version.deleted models/fraud/versions/2",
                "tauro.model_version.updated models/fraud/versions/1",
                "tauro.model_version.created models/fraud/versions/3",
                "tauro.model_version.ready models/fraud/versions/3",
            ],
            await EventsAfter(0));
        Assert.Equal(
            new ModelVersionCreated(
                "fraud", 1, RunId, $"runs:/{RunId}/model", ModelVersionStatus.PendingRegistration,
                Framework: ModelFramework.Custom, ArtifactMode: ArtifactMode.Copy,
                ModelId: (await Model("fraud")).ModelId),
            await Event<ModelVersionCreated>(2));
        Assert.Equal(new ModelVersionReady("fraud", 1, 42), await Event<ModelVersionReady>(3));
        Assert.Equal(new ModelVersionFailed("fraud", 2, "because"), await Event<ModelVersionFailed>(8));
    }

    [Fact]
    public async Task Events_of_archived_versions_precede_that_of_the_promoted_one()
    {
        for (var i = 0; i < 3; i++) await Register("fraud");
        Ok(await store.TransitionStage("fraud", 1, ModelStage.Production, false, Cancel));
        Ok(await store.TransitionStage("fraud", 2, ModelStage.Production, false, Cancel));
        var before = await LastSequence();
        Ok(await store.TransitionStage("fraud", 3, ModelStage.Production, true, Cancel));
        Assert.Equal(
            new ModelVersionStageChanged("fraud", 1, ModelStage.Production, ModelStage.Archived),
            await Event<ModelVersionStageChanged>(before + 1));
        Assert.Equal(
            new ModelVersionStageChanged("fraud", 2, ModelStage.Production, ModelStage.Archived),
            await Event<ModelVersionStageChanged>(before + 2));
        Assert.Equal(
            new ModelVersionStageChanged("fraud", 3, ModelStage.None, ModelStage.Production),
            await Event<ModelVersionStageChanged>(before + 3));
        Assert.Equal(before + 3, await LastSequence());
    }

    [Fact]
    public async Task Cascading_deletions_have_events_too()
    {
        var model = await Register("fraud", FromRun(RunId));
        await Register("fraud");
        Ok(await store.SetAlias("fraud", "b", 1, Cancel));
        Ok(await store.SetAlias("fraud", "a", 1, Cancel));
        Ok(await store.SetAlias("fraud", "c", 2, Cancel));
        var before = await LastSequence();
        Ok(await store.DeleteVersion("fraud", 1, Cancel));
        Ok(await store.DeleteModel("fraud", cancel: Cancel));
        Assert.Equal(
            [
                "tauro.model_alias.deleted models/fraud/aliases/a",
                "tauro.model_alias.deleted models/fraud/aliases/b",
                "tauro.model_version.deleted models/fraud/versions/1",
                "tauro.model_alias.deleted models/fraud/aliases/c",
                "tauro.model_version.deleted models/fraud/versions/2",
                "tauro.model.deleted models/fraud",
            ],
            await EventsAfter(before));
        Assert.Equal(
            new ModelVersionDeleted("fraud", 1, RunId, model.ModelId), await Event<ModelVersionDeleted>(before + 3));
        Assert.Equal(new ModelDeleted("fraud", model.ModelId), await Event<ModelDeleted>(before + 6));
    }

    [Fact]
    public async Task A_request_that_changes_nothing_has_no_event()
    {
        await Register("fraud", Metadata with { Tags = new Dictionary<string, string> { ["a"] = "1" } });
        Ok(await store.SetAlias("fraud", "champion", 1, Cancel));
        Ok(await store.UpdateModel("fraud", new ModelChange("fraud", "d"), Cancel));
        var before = await LastSequence();
        Ok(await store.UpdateModel("fraud", new ModelChange(), Cancel));
        Ok(await store.UpdateModel("fraud", new ModelChange("fraud", "d"), Cancel));
        Ok(await store.UpdateVersion("fraud", 1, new ModelVersionChange(), Cancel));
        var same = new Dictionary<string, string?> { ["a"] = "1", ["absent"] = null };
        Ok(await store.UpdateVersion("fraud", 1, new ModelVersionChange(Tags: same), Cancel));
        Ok(await store.SetAlias("fraud", "champion", 1, Cancel));
        Ok(await store.TransitionStage("fraud", 1, ModelStage.None, false, Cancel));
        Assert.Equal(before, await LastSequence());
    }
}
