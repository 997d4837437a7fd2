namespace Tauro.Mlflow.Tests.Tracking.LoggedModels;

[Collection("suite")]
public sealed class LoggedModelSearchTests(Suite suite)
{
    [Fact]
    public async Task A_search_returns_the_newest_first_unless_another_order_is_given()
    {
        var (experiment, _) = await Seed();
        var experiments = new[] { experiment };
        Assert.Equal(["two", "one"], await suite.Names(new { experiment_ids = experiments }));
        Assert.Equal(["one", "two"], await Ordered(new { field_name = "creation_time", ascending = true }));
        Assert.Equal(["one", "two"], await Ordered(new { field_name = "name" }));
        Assert.Equal(["two", "one"], await Ordered(new { field_name = "metrics.acc", ascending = false }));
        Assert.Equal(["one", "two"], await Ordered(
            new { field_name = "metrics.acc", ascending = false, dataset_name = "train", dataset_digest = "d1" }));
        Assert.Equal(["two", "one"], await Ordered(new { field_name = "metrics.acc", dataset_digest = "d1" }));

        Task<string[]> Ordered(object key) =>
            suite.Names(new { experiment_ids = experiments, order_by = new[] { key } });
    }

    [Theory]
    [InlineData("name = 'one'", "one")]
    [InlineData("attributes.name LIKE 't%'", "two")]
    [InlineData("metrics.acc > 0.85", "one two")]
    [InlineData("metrics.acc > 0.92 AND name != 'x'", "two")]
    [InlineData("creation_timestamp > 0", "one two")]
    public async Task A_filter_can_use_attributes_and_metrics(string filter, string due)
    {
        var (experiment, _) = await Seed();
        var found = await suite.Names(new { experiment_ids = new[] { experiment }, filter });
        Assert.Equal(due, string.Join(' ', found.Order()));
    }

    [Fact]
    public async Task Filters_on_metrics_use_only_the_given_datasets()
    {
        var (experiment, _) = await Seed();
        Assert.Equal(["one"], await Find("metrics.acc >= 0.9", new { dataset_name = "train" }));
        Assert.Empty(await Find("metrics.acc >= 0.9", new { dataset_name = "train", dataset_digest = "x" }));
        Assert.Equal(["two"], await Find("", new { dataset_name = "eval" }));
        Assert.Contains("`dataset_name` in the `datasets` clause must be specified.", await suite.Refused(
            "logged-models/search",
            new { experiment_ids = new[] { experiment }, datasets = new[] { new { dataset_digest = "x" } } }));

        Task<string[]> Find(string filter, object dataset) =>
            suite.Names(new { experiment_ids = new[] { experiment }, filter, datasets = new[] { dataset } });
    }

    [Theory]
    [InlineData("Foo", "Invalid filter string")]
    [InlineData("foo.bar = 'a'", "Invalid entity type")]
    [InlineData("name > 'foo'", "Invalid comparison operator")]
    [InlineData("metrics.foo LIKE 0", "Invalid comparison operator")]
    public async Task An_invalid_filter_is_refused_with_MLflows_message(string filter, string phrase) =>
        Assert.Contains(
            phrase, await suite.Refused("logged-models/search", new { experiment_ids = new[] { "0" }, filter }));

    [Theory]
    [InlineData("params.lr", "Only metrics are supported.")]
    [InlineData("nonsense", "Invalid order by field name: nonsense")]
    public async Task The_order_can_use_only_attributes_and_metrics(string name, string phrase) => Assert.Contains(
        phrase,
        await suite.Refused(
            "logged-models/search",
            new { experiment_ids = new[] { "0" }, order_by = new[] { new { field_name = name } } }));

    [Fact]
    public async Task A_search_without_experiments_is_refused_and_one_without_results_is_empty()
    {
        Assert.Contains("Missing value for required parameter 'experiment_ids'",
            await suite.Refused("logged-models/search", "{}"));
        var experiment = await suite.CreateExperiment();
        Assert.Equal(
            "{}", (await suite.Call("logged-models/search", new { experiment_ids = new[] { experiment } })).ToString());
    }

    [Fact]
    public async Task Without_max_results_a_page_has_50()
    {
        var experiment = await suite.CreateExperiment();
        for (var i = 0; i < 51; i++) await suite.CreateModel(experiment);
        var page = await suite.Call("logged-models/search", new { experiment_ids = new[] { experiment } });
        Assert.Equal(50, page.GetProperty("models").GetArrayLength());
        Assert.True(page.TryGetProperty("next_page_token", out _));
    }

    [Fact]
    public async Task A_page_token_continues_only_its_own_search()
    {
        var (experiment, other) = await Seed();
        var ids = new[] { experiment };
        var page = await suite.Call("logged-models/search", new { experiment_ids = ids, max_results = 1 });
        Assert.Equal("two", page.GetProperty("models")[0].GetProperty("info").GetString("name"));
        var token = page.GetString("next_page_token");
        var last = await suite.Call(
            "logged-models/search", new { experiment_ids = ids, max_results = 100, page_token = token });
        Assert.Equal(
            "one", Assert.Single(last.GetProperty("models").EnumerateArray()).GetProperty("info").GetString("name"));
        Assert.False(last.TryGetProperty("next_page_token", out _));

        await Refused(
            new { experiment_ids = new[] { other }, page_token = token },
            "Experiment IDs in the page token do not match");
        await Refused(
            new { experiment_ids = ids, page_token = token, order_by = new[] { new { field_name = "creation_time" } } },
            "Order by in the page token does not match");
        await Refused(
            new { experiment_ids = ids, page_token = token, filter = "name = 'x'" },
            "Filter string in the page token does not match");
        await Refused(new { experiment_ids = ids, page_token = "what" }, "Invalid page token");

        async Task Refused(object search, string phrase) =>
            Assert.Contains(phrase, await suite.Refused("logged-models/search", search));
    }

    /// <summary>On <c>train</c> the first model is better; on <c>eval</c> only the second has metrics.</summary>
    private async Task<(string Experiment, string Other)> Seed()
    {
        var experiment = await suite.CreateExperiment();
        var run = await suite.CreateRun(experiment);
        var value = await suite.CreateModel(experiment, "one");
        await suite.LogMetrics(run, value, 0.9, "train", "d1");
        await suite.LogMetrics(run, value, 0.1, "train", "d0");
        var two = await suite.CreateModel(experiment, "two");
        // If both were created in the same millisecond, they would be ordered by their ids.
        while (await GetCreationTime(two) == await GetCreationTime(value))
        {
            await suite.SendJson(HttpMethod.Delete, $"logged-models/{two}");
            two = await suite.CreateModel(experiment, "two");
        }

        await suite.LogMetrics(run, two, 0.95, "eval", "d2", timestamp: 9);
        await suite.LogMetrics(run, two, 0.3, "train", "d1");
        return (experiment, await suite.CreateExperiment());
    }

    private async Task<long> GetCreationTime(string model) =>
        (await suite.Model(model)).GetProperty("info").GetProperty("creation_timestamp_ms").GetInt64();
}
