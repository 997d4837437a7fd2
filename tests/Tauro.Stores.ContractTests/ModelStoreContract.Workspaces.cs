using Tauro.Contracts;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Models;
using Tauro.Stores.Access;

namespace Tauro.Stores.ContractTests;

public abstract partial class ModelStoreContract
{
    private static readonly WorkspaceName TeamA = new("team-a");

    [Fact]
    public async Task A_name_is_unique_in_its_workspace_only()
    {
        await Register("fraud");
        CurrentWorkspace.Set(TeamA);
        Assert.Equal(ProblemCodes.ModelNotFound, (await store.GetModel("fraud", Cancel)).Problem?.Code);
        Assert.Equal(ProblemCodes.ModelNotFound, (await store.GetVersion("fraud", 1, Cancel)).Problem?.Code);
        var second = await Register("fraud");

        Assert.Equal((1, TeamA), (second.Version, second.Workspace));
        Ok(await store.SetAlias("fraud", "champion", 1, Cancel));
        Ok(await store.DeleteVersion("fraud", 1, Cancel));
        Assert.Equal(
            ProblemCodes.ModelNameTaken, (await store.CreateModel(new NewModel("fraud"), Cancel)).Problem?.Code);
        CurrentWorkspace.Set(null);
        var first = Ok(await store.GetVersion("fraud", 1, Cancel));
        Assert.Equal((WorkspaceName.Default, 0), (first.Workspace, first.Aliases.Count));
        Ok(await store.DeleteModel("fraud", cancel: Cancel));
        CurrentWorkspace.Set(TeamA);
        Assert.Equal(second.ModelId, (await Model("fraud")).ModelId);
    }

    [Fact]
    public async Task A_model_is_moved_to_another_workspace_with_its_versions_and_one_event()
    {
        var version = await Register("fraud");
        var before = await LastSequence();

        Ok(await store.MoveModel("fraud", WorkspaceName.Default, TeamA, Cancel));

        Assert.Equal(["tauro.model.moved models/fraud"], await EventsAfter(before));
        Assert.Equal(TeamA, Ok(await store.GetVersionById(version.ModelId, 1, Cancel)).Workspace);
        Assert.Equal(ProblemCodes.ModelNotFound, (await store.GetModel("fraud", Cancel)).Problem?.Code);
        // The name is taken again, so it can't be moved back.
        await Register("fraud");
        Assert.Equal(
            ProblemCodes.ModelNameTaken,
            (await store.MoveModel("fraud", TeamA, WorkspaceName.Default, Cancel)).Problem?.Code);
        Assert.Equal(
            ProblemCodes.ModelNotFound,
            (await store.MoveModel("none", TeamA, WorkspaceName.Default, Cancel)).Problem?.Code);
        CurrentWorkspace.Set(TeamA);
        Assert.Equal(version.ModelId, Ok(await store.GetVersion("fraud", 1, Cancel)).ModelId);
    }

    [Fact]
    public async Task A_workspace_has_no_more_models_than_its_quota()
    {
        await Register("other");
        CurrentPrincipal.Set(
            Principal.Local with { Workspace = TeamA, Quotas = new WorkspaceQuotas(ModelsMax: 2) }, requirement: null);
        await Register("fraud");
        Ok(await store.CreateModel(new NewModel("churn"), Cancel));

        var refused = (await store.CreateModel(new NewModel("third"), Cancel)).Problem;
        Assert.Equal((ProblemCodes.QuotaExceeded, ProblemKind.Conflict), (refused?.Code, refused?.Kind));
        Assert.Contains("models_max", refused!.Message);
        Assert.Equal(
            ProblemCodes.QuotaExceeded,
            (await store.RegisterVersion(
                "third", new NewModelVersion(ArtifactMode: ArtifactMode.None), cancel: Cancel)).Problem?.Code);
        // A version of a model that exists is no new model.
        await Register("churn");
        Assert.Equal(2, (await store.Measure(TeamA, Cancel)).Models);
        Ok(await store.DeleteModel("fraud", cancel: Cancel));
        Ok(await store.MoveModel("other", WorkspaceName.Default, TeamA, Cancel));
        Assert.Equal(2, (await store.Measure(TeamA, Cancel)).Models);
        Assert.Equal(0, (await store.Measure(WorkspaceName.Default, Cancel)).Models);
    }
}
