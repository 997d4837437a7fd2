using Tauro.Contracts;
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
}
