using Tauro.Contracts.LoggedModels;
using Tauro.Contracts.Paging;
using Tauro.Stores.Filters;
using Tauro.Stores.LoggedModels;

namespace Tauro.Stores.ContractTests;

public abstract partial class LoggedModelStoreContract
{
    [Theory]
    [InlineData("name = 'one'", "one")]
    [InlineData("attributes.name LIKE 't%'", "two")]
    [InlineData("name IN ('one',)", "one")]
    [InlineData("name NOT IN ('one', 'x')", "two")]
    [InlineData("creation_time > 0", "one two")]
    [InlineData("creation_timestamp = 0", "")]
    [InlineData("status = 'LOGGED_MODEL_READY'", "two")]
    [InlineData("params.lr = '0.1' AND tags.`my team` = 'risk'", "one")]
    [InlineData("model_type = 'agent'", "two")]
    [InlineData("metrics.acc > 0.85", "one two")]
    [InlineData("metrics.acc > 0.92", "two")]
    [InlineData("metrics.acc < 0.2", "one")]
    [InlineData("metrics.loss IS NOT NULL", "two")]
    [InlineData("metrics.none = 0", "")]
    public async Task Models_are_found_by_a_filter(string filter, string expected)
    {
        await TwoModels();
        Assert.Equal(Words(expected), (await Names(filter)).Order());
    }

    [Fact]
    public async Task A_filter_with_datasets_uses_only_metrics_of_these_datasets()
    {
        await TwoModels();
        Assert.Equal(["one"], await Names("metrics.acc >= 0.9", new DatasetReference("train")));
        Assert.Empty(await Names("metrics.acc >= 0.9", new DatasetReference("train", "other")));
        Assert.Equal(["one"], await Names("metrics.acc >= 0.9", new DatasetReference("train", "d1")));
        Assert.Equal(["two"], await Names(null, new DatasetReference("eval")));
        Assert.Equal(["two", "one"], await Names(null, new DatasetReference("eval"), new DatasetReference("train")));
    }

    [Fact]
    public async Task Ordering_by_a_metric_uses_its_latest_point_on_the_given_dataset()
    {
        await TwoModels();
        var acc = new Field(FieldKind.Metric, "acc");
        Assert.Equal(["two", "one"], await Ordered());
        Assert.Equal(["one", "two"], await Ordered(new OrderBy(acc)));
        Assert.Equal(["two", "one"], await Ordered(new OrderBy(acc, Descending: true)));
        Assert.Equal(
            ["one", "two"], await Ordered(new OrderBy(acc with { DatasetName = "train" }, Descending: true)));
        Assert.Equal(
            ["two", "one"], await Ordered(new OrderBy(acc with { DatasetDigest = "d2" }, Descending: true)));
        var loss = new Field(FieldKind.Metric, "loss");
        Assert.Equal(["two", "one"], await Ordered(new OrderBy(loss)));
        Assert.Equal(["two", "one"], await Ordered(new OrderBy(loss, Descending: true)));
        Assert.Equal(["one", "two"], await Ordered(new OrderBy(new Field(FieldKind.Attribute, "name"))));
    }

    [Fact]
    public async Task A_search_is_paged_and_limited_to_its_experiments()
    {
        await TwoModels();
        var first = Ok(await LoggedModels.SearchLoggedModels(
            new LoggedModelQuery([Default], new PageRequest(1))));
        Assert.Equal("two", Assert.Single(first.Items).Name);
        var second = Ok(await LoggedModels.SearchLoggedModels(
            new LoggedModelQuery([Default], new PageRequest(1, first.NextPageToken))));
        Assert.Equal("one", Assert.Single(second.Items).Name);
        Assert.Null(second.NextPageToken);
        Assert.Empty(Ok(await LoggedModels.SearchLoggedModels(
            new LoggedModelQuery([new("7")], new PageRequest()))).Items);
    }

    /// <summary>On <c>train</c> the first model is better; on <c>eval</c> only the second has metrics.</summary>
    private async Task TwoModels()
    {
        var run = await NewRun();
        var model = await NewModel(
            "one", null, new() { ["lr"] = "0.1" }, new() { ["my team"] = "risk" });
        await LogMetrics(
            run, Metric(model, "acc", 0.9, 1, 1, "train", "d1"), Metric(model, "acc", 0.1, 2, 2));

        // If both were created in the same millisecond, they would be ordered by their ids.
        var two = await NewModel("two", "agent");
        while (two.CreationTime == model.CreationTime)
        {
            Ok(await LoggedModels.DeleteLoggedModel(two.ModelId));
            two = await NewModel("two", "agent");
        }

        await LogMetrics(
            run, Metric(two, "acc", 0.95, 3, 1, "eval", "d2"), Metric(two, "acc", 0.3, 2, 1, "train", "d2"),
            Metric(two, "loss", double.NaN, 2, 1, "eval", "d2"));
        Ok(await LoggedModels.FinalizeLoggedModel(two.ModelId, LoggedModelStatus.Ready));
    }

    private async Task<string[]> Names(string? filter = null, params DatasetReference[] datasets)
    {
        var query = new LoggedModelQuery(
            [Default], new PageRequest(), Ok(FilterParser.Parse(filter, FilterVocabulary.LoggedModels)),
            Datasets: datasets);
        return [.. Ok(await LoggedModels.SearchLoggedModels(query)).Items.Select(model => model.Name)];
    }

    private async Task<string[]> Ordered(params OrderBy[] order) =>
    [
        .. Ok(await LoggedModels.SearchLoggedModels(new LoggedModelQuery([Default], new PageRequest(), OrderBy: order)))
            .Items.Select(model => model.Name),
    ];

    private static string[] Words(string value) => value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
