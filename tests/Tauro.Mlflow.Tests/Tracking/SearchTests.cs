using System.Text.Json;

namespace Tauro.Mlflow.Tests.Tracking;

[Collection("suite")]
public sealed class SearchTests(Suite suite)
{
    [Fact]
    public async Task Without_experiments_there_are_no_runs() =>
        Assert.Equal("{}", (await suite.Call("runs/search", "{}")).ToString());

    [Theory]
    [InlineData("metrics.acc > 0.5", "b,c")]
    [InlineData("metric.acc <= 0.5 AND params.lr = '0.1'", "a")]
    [InlineData("metrics.`acc` != 0.9", "a,b")]
    [InlineData("parameters.lr != '0.1'", "b")]
    [InlineData("params.lr IS NULL", "c")]
    [InlineData("tags.team LIKE 'R%'", "a")]
    [InlineData("tag.\"team\" ILIKE 'r%'", "a,b")]
    [InlineData("attributes.status = 'FINISHED'", "b")]
    [InlineData("status = \"RUNNING\"", "a,c")]
    [InlineData("status = 'running'", "")]
    [InlineData("status = 'COMPLETED'", "b")]
    [InlineData("status LIKE 'FIN%'", "b")]
    [InlineData("status ILIKE '%ished'", "b")]
    [InlineData("status LIKE 'COMPL%'", "")]
    [InlineData("status != 'FINISHED'", "a,c")]
    [InlineData("status IN ('FINISHED', 'FAILED')", "b")]
    [InlineData("attr.start_time >= 20", "b,c")]
    [InlineData("created < 20", "a")]
    [InlineData("run.run_name = 'a'", "a")]
    [InlineData("`Run name` = 'b'", "b")]
    [InlineData("attributes.run_name IN ('a', 'c')", "a,c")]
    [InlineData("user_id = 'ann'", "c")]
    [InlineData("metrics.nan > -1", "")]
    [InlineData("metrics.nan < 0.1", "")]
    [InlineData("metrics.nan = 0", "")]
    [InlineData("metrics.nan != 0", "c")]
    public async Task A_filter_finds_the_same_runs_as_MLflow_s(string filter, string names) =>
        Assert.Equal(names, await Names(await CreateRuns(), filter, "attributes.run_name ASC"));

    [Fact]
    public async Task A_filter_may_list_thousands_of_runs()
    {
        var experiment = await CreateRuns();
        var found = await suite.Call("runs/search", new { experiment_ids = new[] { experiment } });
        var ids = found.GetProperty("runs").EnumerateArray().Select(run => run.GetProperty("info").GetString("run_id"));
        var many = Enumerable.Range(0, 5_000).Select(i => $"{i:x32}").Concat(ids).Select(id => $"'{id}'");
        Assert.Equal("a,b,c", await Names(experiment, $"run_id IN ({string.Join(",", many)})", "run_name"));
    }

    [Theory]
    [InlineData("metrics.acc DESC", "c,b,a")]
    [InlineData("metrics.acc", "a,b,c")]
    [InlineData("params.lr", "a,b,c")]
    [InlineData("params.lr DESC", "b,a,c")]
    [InlineData("metrics.nan DESC", "c,b,a")]
    [InlineData("start_time ASC", "a,b,c")]
    [InlineData("status", "b,c,a")]
    public async Task Runs_without_the_key_come_last_in_both_directions(string order, string names) =>
        Assert.Equal(names, await Names(await CreateRuns(), "", order));

    [Theory]
    [InlineData("metrics.acc > 'x'")]
    [InlineData("params.lr > '0'")]
    [InlineData("params.lr = '0.1';")]
    [InlineData("params.lr = 0.1")]
    [InlineData("nonsense")]
    [InlineData("attributes.nothing = 'x'")]
    [InlineData("what.ever = 'x'")]
    [InlineData("attributes.Status = 'FINISHED'")]
    [InlineData("STATUS = 'FINISHED'")]
    [InlineData("mlflow_status = 'FINISHED'")]
    [InlineData("name = 'a'")]
    [InlineData("user = 'ann'")]
    [InlineData("Metrics.acc > 0")]
    public async Task An_invalid_filter_is_refused(string filter) =>
        Assert.Contains("Invalid", await suite.Refused(
            "runs/search", new { experiment_ids = new[] { "0" }, filter }));

    [Fact]
    public async Task A_misspelt_attribute_gets_the_list_of_those_that_can_be_used()
    {
        var message = await suite.Refused(
            "runs/search", new { experiment_ids = new[] { "0" }, filter = "attributes.state = 'RUNNING'" });
        Assert.Contains(
            "Invalid attribute key 'state' specified. Valid keys are run_id, run_name, status, artifact_uri, "
            + "user_id, start_time, end_time, experiment_id", message);
        Assert.Contains("Invalid attribute key 'Name'", await suite.Refused(
            "experiments/search", new { max_results = 1, filter = "Name = 'a'" }));
    }

    [Fact]
    public async Task Views_return_active_deleted_or_all_runs()
    {
        var id = await suite.CreateExperiment();
        var (value, two) = (await suite.CreateRun(id), await suite.CreateRun(id));
        await suite.Call("runs/delete", new { run_id = two });
        Assert.Equal([value], await Ids(new { experiment_ids = new[] { id } }));
        Assert.Equal([two], await Ids(new { experiment_ids = new[] { id }, run_view_type = "DELETED_ONLY" }));
        Assert.Equal(2, (await Ids(new { experiment_ids = new[] { id }, run_view_type = "ALL" })).Length);
        Assert.Equal(2, (await Ids(new { experiment_ids = new[] { id, id }, run_view_type = 3 })).Length);
    }

    [Fact]
    public async Task Pages_are_in_order_and_equal_start_times_are_ordered_by_run_id()
    {
        var id = await suite.CreateExperiment();
        var ids = new List<string>();
        for (var i = 0; i < 10; i++) ids.Add(await suite.CreateRun(id));
        ids.Sort(StringComparer.Ordinal);
        var found = new List<string>();
        for (string? token = ""; token is not null;)
        {
            var page = await suite.Call(
                "runs/search", new { experiment_ids = new[] { id }, max_results = "4", page_token = token });
            found.AddRange(page.GetProperty("runs").EnumerateArray()
                .Select(run => run.GetProperty("info").GetString("run_id")));
            token = page.TryGetProperty("next_page_token", out var next) ? next.GetString() : null;
        }

        Assert.Equal(ids, found);
    }

    [Fact]
    public async Task Sizes_and_tokens_out_of_bounds_are_refused()
    {
        Assert.Contains("Invalid value 123456789 for parameter 'max_results' supplied",
            await suite.Refused("runs/search", new { max_results = 123_456_789 }));
        Assert.Contains("Invalid value 0 for parameter 'max_results' supplied", await suite.Refused(
            "runs/search", new { max_results = 0 }));
        Assert.Contains("Invalid page token", await suite.Refused("runs/search", new { page_token = "nonsense!" }));
        Assert.Contains("Invalid value \"1\" for parameter 'experiment_ids' supplied", await suite.Refused(
            "runs/search", new { experiment_ids = "1" }));
        Assert.Contains("Invalid value [1] for parameter 'order_by' supplied", await suite.Refused(
            "runs/search", new { order_by = new[] { 1 } }));
    }

    [Fact]
    public async Task A_search_returns_complete_runs()
    {
        var experiment = await CreateRuns();
        var found = await suite.Call(
            "runs/search", new { experiment_ids = new[] { experiment }, filter = "run_name = 'a'" });
        var run = found.GetProperty("runs")[0];
        Assert.Equal("0.1", run.GetProperty("data").Pairs("params")["lr"]);
        Assert.Equal("0.5", run.GetProperty("data").GetProperty("metrics")[0].GetProperty("value").GetRawText());
        Assert.Equal("{}", run.GetProperty("inputs").ToString());
    }

    private async Task<string> CreateRuns()
    {
        var id = await suite.CreateExperiment();
        await Seed(id, "a", 10, "", "0.1", "Red", ("acc", "0.5"));
        var b = await Seed(id, "b", 20, "", "0.2", "rose", ("acc", "0.7"));
        await Seed(id, "c", 30, "ann", null, null, ("acc", "0.9"), ("nan", "NaN"));
        await suite.Call("runs/update", new { run_id = b, status = "FINISHED", end_time = 25 });
        return id;
    }

    private async Task<string> Seed(
        string experiment, string name, long start, string user, string? lr, string
            ? team, params (string Key, string Value)[] metrics)
    {
        var created = await suite.Call(
            "runs/create", new { experiment_id = experiment, run_name = name, start_time = start, user_id = user });
        var id = created.GetProperty("run").GetProperty("info").GetString("run_id");
        await suite.Call("runs/log-batch", new
        {
            run_id = id,
            metrics = metrics.Select(pair => new { key = pair.Key, value = pair.Value, timestamp = 1 }),
            @params = lr is null ? [] : new[] { new { key = "lr", value = lr } },
            tags = team is null ? [] : new[] { new { key = "team", value = team } },
        });
        return id;
    }

    private async Task<string> Names(string experiment, string filter, string order)
    {
        var found = await suite.Call(
            "runs/search", new { experiment_ids = new[] { experiment }, filter, order_by = new[] { order } });
        return found.TryGetProperty("runs", out var runs)
            ? string.Join(',', runs.EnumerateArray().Select(run => run.GetProperty("info").GetString("run_name")))
            : "";
    }

    private async Task<string[]> Ids(object search)
    {
        JsonElement found = await suite.Call("runs/search", search);
        return [.. found.GetProperty("runs").EnumerateArray()
            .Select(run => run.GetProperty("info").GetString("run_id"))];
    }
}
