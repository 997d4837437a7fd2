using Tauro.Contracts.Models;
using Tauro.Stores.Filters;
using Tauro.Stores.Models;

namespace Tauro.Stores.ContractTests;

public abstract partial class ModelStoreContract
{
    [Fact]
    public async Task Models_added_or_deleted_between_pages_neither_repeat_nor_hide_others()
    {
        foreach (var name in new[] { "b", "d", "f", "h" }) await Register(name);
        var added = new Stack<string>(["a", "c"]);
        var paged = await Pages.Read(
            page => store.SearchModels(new ModelQuery(page), Cancel), 2, async () =>
            {
                while (added.TryPop(out var name)) await Register(name);
                await store.DeleteModel("b", cancel: Cancel);
            });
        Assert.Equal(["b", "d", "f", "h"], paged.Select(model => model.Name));
    }

    [Fact]
    public async Task Versions_added_or_deleted_between_pages_neither_repeat_nor_hide_others()
    {
        for (var i = 0; i < 8; i++) await Register($"m{i % 2}");
        OrderBy[] order = [new(new Field(FieldKind.Metric, "auc"), Descending: true)];
        var round = 0;
        var paged = await Pages.Read(
            page => store.SearchVersions(new ModelVersionQuery(page, OrderBy: order), Cancel), 3, async () =>
            {
                if (round == 3) return;
                await Register("m0");
                await Register("m1", Metadata with { Metrics = new Dictionary<string, double> { ["auc"] = round } });
                Ok(await store.DeleteVersion("m0", 4 - round++, Cancel));
            });
        Assert.Equal(
            ["m0/4", "m0/3", "m0/2", "m0/1", "m1/4", "m1/3", "m1/2", "m1/1"],
            paged.Where(version => version.Version <= 4).Select(version => $"{version.Name}/{version.Version}"));
        Assert.Equal(paged.Count, paged.DistinctBy(version => (version.Name, version.Version)).Count());
    }

    [Fact]
    public async Task A_page_token_of_the_registry_is_valid_only_for_its_query()
    {
        for (var i = 0; i < 6; i++) await Register($"m{i % 3}");
        await Pages.AcceptOnlyTheirOwnTokens(
            page => store.SearchModels(new ModelQuery(page), Cancel),
            page => store.SearchModels(new ModelQuery(page, Stage: ModelStage.None), Cancel),
            page => store.SearchModels(new ModelQuery(page, OrderBy: [By("name", descending: true)]), Cancel));
        await Pages.AcceptOnlyTheirOwnTokens(
            page => store.SearchVersions(new ModelVersionQuery(page), Cancel),
            page => store.SearchVersions(new ModelVersionQuery(page, OrderBy: [By("name")]), Cancel),
            page => store.SearchVersions(
                new ModelVersionQuery(page, Where("name", CompareOperator.Like, Literal.From("m%"))), Cancel),
            page => store.SearchVersions(
                new ModelVersionQuery(page, Where("name", CompareOperator.Equal, Literal.From("m1"))), Cancel));
    }
}
