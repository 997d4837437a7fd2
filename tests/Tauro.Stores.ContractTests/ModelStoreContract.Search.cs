using System.Text.Json;
using Tauro.Contracts;
using Tauro.Contracts.Models;
using Tauro.Contracts.Paging;
using Tauro.Stores.Filters;
using Tauro.Stores.Models;

namespace Tauro.Stores.ContractTests;

public abstract partial class ModelStoreContract
{
    [Fact]
    public async Task Models_are_found_by_name_and_sorted_by_name()
    {
        foreach (var name in new[] { "fraud-eu", "churn", "fraud-us", "Fraud" }) await Register(name);
        Assert.Equal(["Fraud", "churn", "fraud-eu", "fraud-us"], await Names(null));
        Assert.Equal(
            ["fraud-eu", "fraud-us"], await Names(Where("name", CompareOperator.Like, Literal.From("fraud%"))));
        Assert.Equal(["churn"], await Names(Where("name", CompareOperator.Equal, Literal.From("churn"))));
        Assert.Equal(["fraud-us", "fraud-eu", "churn", "Fraud"], await Names(null, By("name", descending: true)));
        Assert.Empty(await Names(Where("name", CompareOperator.Equal, Literal.From("none"))));
    }

    [Fact]
    public async Task Models_are_found_by_tag()
    {
        Ok(await store.CreateModel(
            new NewModel("a", Tags: new Dictionary<string, string> { ["team"] = "risk" }), Cancel));
        Ok(await store.CreateModel(
            new NewModel("b", Tags: new Dictionary<string, string> { ["team"] = "ads" }), Cancel));
        Ok(await store.CreateModel(new NewModel("c"), Cancel));
        Assert.Equal(["a"], await Names(Where(FieldKind.Tag, "team", CompareOperator.Equal, Literal.From("risk"))));
        Assert.Equal(["b"], await Names(Where(FieldKind.Tag, "team", CompareOperator.NotEqual, Literal.From("risk"))));
        Assert.Equal(["b", "a", "c"], await Names(null, new OrderBy(new Field(FieldKind.Tag, "team"))));
    }

    [Fact]
    public async Task Models_are_found_by_the_stage_and_framework_of_one_of_their_versions()
    {
        await Register("a", Metadata with { Framework = ModelFramework.Sklearn });
        await Register("a", Metadata with { Framework = ModelFramework.Onnx });
        await Register("b", Metadata with { Framework = ModelFramework.Sklearn });
        Ok(await store.CreateModel(new NewModel("c"), Cancel));
        Ok(await store.TransitionStage("a", 2, ModelStage.Production, false, Cancel));
        Ok(await store.TransitionStage("b", 1, ModelStage.Production, false, Cancel));

        Assert.Equal(["a", "b"], await Find(ModelStage.Production, null));
        Assert.Equal(["a"], await Find(ModelStage.None, null));
        Assert.Equal(["a", "b"], await Find(null, ModelFramework.Sklearn));
        Assert.Equal(["b"], await Find(ModelStage.Production, ModelFramework.Sklearn));
        Assert.Empty(await Find(ModelStage.Staging, ModelFramework.Sklearn));

        async Task<string[]> Find(ModelStage? stage, ModelFramework? framework) =>
        [
            .. Ok(await store.SearchModels(
                new ModelQuery(new PageRequest(10), Stage: stage, Framework: framework), Cancel))
                .Items.Select(model => model.Name),
        ];
    }

    [Fact]
    public async Task Versions_are_found_by_their_attributes_metrics_params_and_tags()
    {
        using var values = JsonDocument.Parse("""{"kind": "tree", "depth": 3}""");
        await Register("fraud", new NewModelVersion(
            ModelFramework.Xgboost,
            ArtifactMode.Copy,
            $"runs:/{RunId}/model",
            Hyperparameters: values.RootElement.EnumerateObject().ToDictionary(v => v.Name, v => v.Value.Clone()),
            Metrics: new Dictionary<string, double> { ["auc"] = 0.9 },
            Tags: new Dictionary<string, string> { ["owner"] = "ana" }));
        await Register("fraud", Metadata with { Metrics = new Dictionary<string, double> { ["auc"] = 0.7 } });
        var other = await Register("churn");
        Ok(await store.TransitionStage("churn", 1, ModelStage.Staging, false, Cancel));

        await Finds("fraud/1", Where("framework", CompareOperator.Equal, Literal.From("xgboost")));
        await Finds("fraud/1", Where("status", CompareOperator.Equal, Literal.From("PENDING_REGISTRATION")));
        await Finds("fraud/1", Where("run_id", CompareOperator.Equal, Literal.From(RunId)));
        await Finds("fraud/1", Where("source", CompareOperator.Equal, Literal.From($"runs:/{RunId}/model")));
        await Finds("fraud/2", Where("version", CompareOperator.Greater, Literal.From(1)));
        await Finds("churn/1", Where("stage", CompareOperator.Equal, Literal.From("STAGING")));
        await Finds("churn/1", Where("name", CompareOperator.Equal, Literal.From("churn")));
        await Finds("churn/1", Where("model_id", CompareOperator.Equal, Literal.From(other.ModelId)));
        await Finds("fraud/1", Where(FieldKind.Metric, "auc", CompareOperator.Greater, Literal.From(0.8)));
        await Finds("fraud/1", Where(FieldKind.Param, "kind", CompareOperator.Equal, Literal.From("tree")));
        await Finds("fraud/1", Where(FieldKind.Param, "depth", CompareOperator.Equal, Literal.From("3")));
        await Finds("fraud/1", Where(FieldKind.Tag, "owner", CompareOperator.Equal, Literal.From("ana")));
        await Finds("fraud/1", new Filter.And(
            Where("name", CompareOperator.Equal, Literal.From("fraud")),
            Where("version", CompareOperator.Equal, Literal.From(1))));

        async Task Finds(string version, Filter filter) => Assert.Equal([version], await Versions(filter));
    }

    [Fact]
    public async Task Versions_are_sorted_by_the_requested_field_and_those_without_it_come_last()
    {
        await Register("m", Metadata with { Metrics = new Dictionary<string, double> { ["auc"] = 0.5 } });
        await Register("m", Metadata with { Metrics = new Dictionary<string, double> { ["auc"] = double.NaN } });
        await Register("m");
        await Register("m", Metadata with { Metrics = new Dictionary<string, double> { ["auc"] = 0.9 } });
        var auc = new Field(FieldKind.Metric, "auc");
        Assert.Equal(["m/1", "m/4", "m/2", "m/3"], await Versions(null, new OrderBy(auc)));
        Assert.Equal(["m/4", "m/1", "m/2", "m/3"], await Versions(null, new OrderBy(auc, Descending: true)));
        Assert.Equal(["m/4", "m/3", "m/2", "m/1"], await Versions(null, By("version", descending: true)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(11)]
    public async Task Pages_contain_every_item_once_in_order(int size)
    {
        for (var i = 0; i < 10; i++) await Register($"m{i % 3}");
        var all = new List<string>();
        string? token = null;
        do
        {
            var page = Ok(await store.SearchVersions(
                new ModelVersionQuery(new PageRequest(size, token), null, [By("name"), By("version")]), Cancel));
            Assert.True(page.Items.Count <= size);
            all.AddRange(page.Items.Select(version => $"{version.Name}/{version.Version}"));
            token = page.NextPageToken;
        }
        while (token is not null);

        Assert.Equal(10, all.Count);
        Assert.Equal(all.Order(StringComparer.Ordinal), all);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("bnVsbA==")]
    [InlineData("W10=")]
    [InlineData("WyJ4Il0=")]
    public async Task An_invalid_page_token_is_refused(string token)
    {
        Refused(await store.SearchModels(new ModelQuery(new PageRequest(10, token)), Cancel),
            ProblemKind.Invalid, ProblemCodes.InvalidPageToken);
        Refused(await store.SearchVersions(new ModelVersionQuery(new PageRequest(10, token)), Cancel),
            ProblemKind.Invalid, ProblemCodes.InvalidPageToken);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(Limits.PageSizeMax + 1)]
    public async Task A_page_size_out_of_bounds_is_refused(int size)
    {
        Refused(await store.SearchModels(new ModelQuery(new PageRequest(size)), Cancel),
            ProblemKind.Invalid, ProblemCodes.LimitExceeded);
        Refused(await store.SearchVersions(new ModelVersionQuery(new PageRequest(size)), Cancel),
            ProblemKind.Invalid, ProblemCodes.LimitExceeded);
    }
}
