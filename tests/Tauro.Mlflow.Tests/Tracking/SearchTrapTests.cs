using System.Text.Json;

namespace Tauro.Mlflow.Tests.Tracking;

/// <summary>Details of run searches that are easy to get wrong.</summary>
[Collection("suite")]
public sealed class SearchTrapTests(Suite suite)
{
    [Theory]
    [InlineData("ASC", "low,high,nan,none")]
    [InlineData("DESC", "high,low,nan,none")]
    public async Task NaN_comes_just_before_the_runs_without_the_key_in_both_directions(string way, string names)
    {
        var experiment = await suite.CreateExperiment();
        foreach (var (name, value) in new[] { ("none", ""), ("high", "2"), ("nan", "NaN"), ("low", "-2") })
            await Run(experiment, name, metrics: value.Length == 0 ? [] : [("m", value, 1)]);
        Assert.Equal(names, await Names(experiment, "", $"metrics.m {way}"));
    }

    [Fact]
    public async Task A_metric_compares_by_its_latest_value_not_by_its_greatest()
    {
        var experiment = await suite.CreateExperiment();
        await Run(experiment, "fell", metrics: [("m", "9", 1), ("m", "1", 2)]);
        Assert.Equal("fell", await Names(experiment, "metrics.m < 5"));
        Assert.Equal("", await Names(experiment, "metrics.m > 5"));
    }

    [Fact]
    public async Task Params_are_sorted_as_strings()
    {
        var experiment = await suite.CreateExperiment();
        foreach (var value in new[] { "9", "10", "2" }) await Run(experiment, value, [("p", value)]);
        Assert.Equal("10,2,9", await Names(experiment, "", "params.p"));
    }

    [Fact]
    public async Task Equal_keys_are_ordered_by_the_newest_start()
    {
        var experiment = await suite.CreateExperiment();
        foreach (var start in new[] { 1, 3, 2 }) await Run(experiment, $"at {start}", [("p", "same")], start: start);
        Assert.Equal("at 3,at 2,at 1", await Names(experiment, "", "params.p ASC"));
    }

    [Fact]
    public async Task A_key_given_twice_in_an_order_is_not_a_server_error()
    {
        var (status, body) = await suite.Request(
            "runs/search", new { experiment_ids = new[] { "0" }, order_by = new[] { "params.p", "params.p DESC" } });
        Assert.True((int)status is 200 or 400, body);
    }

    [Theory]
    [InlineData("params.p IS NULL", "without")]
    [InlineData("params.p IS NOT NULL", "with")]
    [InlineData("tags.t IS NOT NULL AND params.p IS NOT NULL", "")]
    [InlineData("params.p != 'other'", "with")]
    [InlineData("params.p LIKE 'VAL%'", "")]
    [InlineData("params.p ILIKE 'VAL%'", "with")]
    [InlineData("parameter.p = \"value\"", "with")]
    [InlineData("tags.`mlflow.runName` = 'with'", "with")]
    [InlineData("run_name != 'with'", "without")]
    [InlineData("datasets.name = 'iris'", "with")]
    [InlineData("dataset.digest IN ('d1', 'd2')", "with")]
    [InlineData("dataset.context = 'train'", "with")]
    [InlineData("dataset.name = 'none'", "")]
    public async Task A_run_without_the_key_is_found_only_by_IS_NULL(string filter, string names)
    {
        var experiment = await suite.CreateExperiment();
        var id = await Run(experiment, "with", [("p", "value")]);
        await suite.Call("runs/log-inputs", new
        {
            run_id = id,
            datasets = new[]
            {
                new
                {
                    dataset = new { name = "iris", digest = "d1", source_type = "local", source = "{}" },
                    tags = new[] { new { key = "mlflow.data.context", value = "train" } },
                },
            },
        });
        await Run(experiment, "without");
        Assert.Equal(names, await Names(experiment, filter));
    }

    [Theory]
    [InlineData("params.p = 'value' OR run_name = 'without'", "with,without")]
    [InlineData("NOT params.p = 'value'", "without")]
    [InlineData("(params.p = 'x' OR params.p = 'value') AND start_time BETWEEN 0 AND 5", "with")]
    [InlineData("params.p IN ('x', 'value')", "with")]
    [InlineData("run_name RLIKE '^with(out)?$'", "with,without")]
    public async Task Extensions_of_MLflow_s_grammar_are_accepted(string filter, string names)
    {
        var experiment = await suite.CreateExperiment();
        await Run(experiment, "with", [("p", "value")]);
        await Run(experiment, "without");
        Assert.Equal(names, await Names(experiment, filter));
    }

    [Fact]
    public async Task Runs_are_found_by_a_list_of_ids()
    {
        var experiment = await suite.CreateExperiment();
        var (value, _) = (await Run(experiment, "one"), await Run(experiment, "two"));
        Assert.Equal("one", await Names(experiment, $"attributes.run_id IN ('{value}', 'none')"));
        Assert.Equal("two", await Names(experiment, $"run_id NOT IN ('{value}')"));
    }

    [Fact]
    public async Task A_filter_on_the_name_follows_a_change_of_its_tag()
    {
        var experiment = await suite.CreateExperiment();
        var id = await Run(experiment, "before");
        await suite.Call("runs/set-tag", new { run_id = id, key = "mlflow.runName", value = "after" });
        Assert.Equal("after", await Names(experiment, "attributes.run_name = 'after'"));
    }

    [Fact]
    public async Task At_most_50000_runs_can_be_requested()
    {
        await suite.Call("runs/search", new { experiment_ids = new[] { "0" }, max_results = 50_000 });
        await suite.Refused("runs/search", new { experiment_ids = new[] { "0" }, max_results = 50_001 });
    }

    [Theory]
    [InlineData("params.p = 'x';")]
    [InlineData("params.p")]
    [InlineData("what")]
    public async Task An_invalid_clause_is_reported_as_clients_expect(string filter) =>
        Assert.Contains("Invalid clause(s) in filter string", await suite.Refused(
            "runs/search", new { experiment_ids = new[] { "0" }, filter }));

    private async Task<string> Run(
        string experiment, string name, (string Key, string Value)[]? given = null, int start = 1,
        params (string Key, string Value, int Step)[] metrics)
    {
        var created = await suite.Call(
            "runs/create", new { experiment_id = experiment, run_name = name, start_time = start });
        var id = created.GetProperty("run").GetProperty("info").GetString("run_id");
        await suite.Call("runs/log-batch", new
        {
            run_id = id,
            metrics = metrics.Select(
                pair => new { key = pair.Key, value = pair.Value, timestamp = 1, step = pair.Step }),
            @params = (given ?? []).Select(pair => new { key = pair.Key, value = pair.Value }),
        });
        return id;
    }

    private async Task<string> Names(string experiment, string filter, string order = "attributes.run_name ASC")
    {
        JsonElement found = await suite.Call(
            "runs/search", new { experiment_ids = new[] { experiment }, filter, order_by = new[] { order } });
        return found.TryGetProperty("runs", out var runs)
            ? string.Join(',', runs.EnumerateArray().Select(run => run.GetProperty("info").GetString("run_name")))
            : "";
    }
}
