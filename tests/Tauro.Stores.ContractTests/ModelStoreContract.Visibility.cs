using Tauro.Contracts.Access;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Models;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Trail;
using Tauro.Stores.Models;
using Tauro.Stores.Trail;

namespace Tauro.Stores.ContractTests;

public abstract partial class ModelStoreContract
{
    [Fact]
    public async Task Who_creates_a_model_owns_it_also_with_its_first_version()
    {
        CurrentActor.Value = new TrailActor(
            ActorKind.Client, Account: new TrailAccount(PrincipalKind.User, new AccountId("olga")));
        Ok(await store.CreateModel(new NewModel("created"), Cancel));
        await Register("by version");
        CurrentActor.Value = new TrailActor(
            ActorKind.Client, Account: new TrailAccount(PrincipalKind.User, new AccountId("eva")));
        await Register("created");

        Assert.Equal("olga", (await Model("created")).Owner?.Value);
        Assert.Equal("olga", (await Model("by version")).Owner?.Value);
    }

    [Fact]
    public async Task A_search_finds_only_what_its_reader_may_see()
    {
        await Register("hidden");
        await Register("visible");
        var page = new PageRequest(1);

        var models = Ok(await store.SearchModels(new ModelQuery(page, IsVisible: IsVisible), Cancel));
        var versions = Ok(await store.SearchVersions(new ModelVersionQuery(page, IsVisible: IsVisible), Cancel));

        Assert.Equal("visible", Assert.Single(models.Items).Name);
        Assert.Equal("visible", Assert.Single(versions.Items).Name);
        Assert.Null(models.NextPageToken);
        Assert.Null(versions.NextPageToken);

        static bool IsVisible(RegisteredModel model) => model.Name == "visible";
    }
}
