using System.Text.Json;

namespace Tauro.Mlflow.Tests.Tracking;

[Collection("suite")]
public sealed class BatchTests(Suite suite)
{
    [Fact]
    public async Task A_batch_of_each_kind_is_logged()
    {
        var id = await suite.CreateRun();
        Assert.Equal("{}", (await suite.Call("runs/log-batch", new
        {
            run_id = id,
            metrics = new[] { new { key = "m", value = 1.5, timestamp = 789, step = 3 } },
            @params = new[] { new { key = "p", value = "" } },
            tags = new[] { new { key = "t", value = "one" }, new { key = "t", value = "two" }, new
                 { key = "mlflow.runName", value = "named" } },
            more = new { ignored = true },
        })).ToString());
        var run = await suite.Run(id);
        Assert.Equal("", run.GetProperty("data").Pairs("params")["p"]);
        Assert.Equal("two", run.GetProperty("data").Pairs("tags")["t"]);
        Assert.Equal("named", run.GetProperty("info").GetString("run_name"));
        Assert.Equal("1.5", run.GetProperty("data").GetProperty("metrics")[0].GetProperty("value").GetRawText());
    }

    [Fact]
    public async Task Runs_list_what_was_logged_in_that_order()
    {
        var experiment = (await suite.NewExperiment()).ExperimentId;
        var id = (await suite.Call("runs/create", new { experiment_id = experiment.Value }))
            .GetProperty("run").GetProperty("info").GetString("run_id");
        foreach (var keys in (string[][])[["m", "b"], ["z", "a"]])
        {
            await suite.Call("runs/log-batch", new
            {
                run_id = id,
                metrics = keys.Select(key => new { key, value = 1, timestamp = 1 }),
                @params = keys.Select(key => new { key, value = "v" }),
                tags = keys.Select(key => new { key, value = "v" }),
            });
        }

        var found = (await suite.Call("runs/search", new { experiment_ids = new[] { experiment.Value } }))
            .GetProperty("runs")[0];
        foreach (var run in (JsonElement[])[await suite.Run(id!), found])
        {
            foreach (var kind in (string[])["metrics", "params", "tags"])
            {
                var listed = run.GetProperty("data").GetProperty(kind).EnumerateArray()
                    .Select(item => item.GetProperty("key").GetString()).Where(key => key!.Length == 1);
                Assert.Equal(["m", "b", "z", "a"], listed);
            }
        }
    }

    [Theory]
    [InlineData("\"metrics\": \"foo\"", "Invalid value \"foo\" for parameter 'metrics' supplied")]
    [InlineData("\"params\": \"foo\"", "Invalid value \"foo\" for parameter 'params' supplied")]
    [InlineData("\"tags\": \"foo\"", "Invalid value \"foo\" for parameter 'tags' supplied")]
    [InlineData("\"metrics\": [{\"key\": \"mae\", \"value\": 2.5}]",
        "Missing value for required parameter 'metrics[0].timestamp'")]
    [InlineData("\"metrics\": [{\"key\": \"a\", \"value\": 1, \"timestamp\": 1}, {\"value\": 1, \"timestamp\": 1}]",
        "Missing value for required parameter 'metrics[1].key'")]
    [InlineData("\"metrics\": [{\"key\": \"a\", \"timestamp\": 1}]",
        "Missing value for required parameter 'metrics[0].value'")]
    [InlineData("\"params\": [{\"value\": \"a\"}]", "Missing value for required parameter 'params[0].key'")]
    [InlineData("\"tags\": [{\"key\": \"\", \"value\": \"a\"}]", "Missing value for required parameter 'tags[0].key'")]
    [InlineData(
        "\"metrics\": [{\"key\": \"a\", \"value\": 1, \"timestamp\": 1}, "
        + "{\"key\": \"../b\", \"value\": 1, \"timestamp\": 1}]",
        "Invalid value \"../b\" for parameter 'metrics[1].name' supplied: Names may be treated as files")]
    [InlineData("\"params\": [{\"key\": \"a@b\", \"value\": \"\"}]",
        "Invalid value \"a@b\" for parameter 'params[0].key' supplied: Names may only contain")]
    [InlineData("\"tags\": [{\"key\": \"/a\", \"value\": \"\"}]",
        "Invalid value \"/a\" for parameter 'tags[0].key' supplied: Names may be treated as files")]
    [InlineData("\"metrics\": [{\"key\": \"a\", \"value\": 1, \"timestamp\": -2}]",
        "Invalid value -2 for parameter 'metrics[0].timestamp' supplied")]
    public async Task An_invalid_value_is_reported_with_its_position(string part, string phrase)
    {
        var id = await suite.CreateRun();
        Assert.Contains(phrase, await suite.Refused("runs/log-batch", $$"""{"run_id": "{{id}}", {{part}}}"""));
    }

    [Fact]
    public async Task A_batch_at_the_limits_is_accepted_and_a_larger_one_is_refused()
    {
        var id = await suite.CreateRun();
        object[] Points(int count) =>
            [.. Enumerable.Range(0, count).Select(i => new { key = "m", value = i, timestamp = i })];
        object[] Pairs(int count) => [.. Enumerable.Range(0, count).Select(i => new { key = $"k{i}", value = "v" })];
        Task<string> Refused(int metrics, int given, int tags) => suite.Refused(
            "runs/log-batch", new
                 { run_id = id, metrics = Points(metrics), @params = Pairs(given), tags = Pairs(tags) });

        Assert.Contains("at most 1000 metrics. Got 1001 metrics.", await Refused(1_001, 0, 0));
        Assert.Contains("at most 100 params. Got 101 params.", await Refused(0, 101, 0));
        Assert.Contains("at most 100 tags. Got 101 tags.", await Refused(0, 0, 101));
        Assert.Contains("at most 1000 metrics, params, and tags. Got 1001", await Refused(901, 50, 50));
        await suite.Call("runs/log-batch", new
             { run_id = id, metrics = Points(800), @params = Pairs(100), tags = Pairs(100) });
    }

    [Fact]
    public async Task A_param_given_twice_is_refused_even_with_the_same_value()
    {
        var id = await suite.CreateRun();
        var twice = new[] { new { key = "a", value = "1" }, new { key = "a", value = "1" } };
        Assert.Contains("Duplicate parameter keys have been submitted: ['a'].",
            await suite.Refused("runs/log-batch", new { run_id = id, @params = twice }));
    }

    [Fact]
    public async Task A_batch_that_changes_params_is_refused_and_all_of_them_are_reported()
    {
        var id = await suite.CreateRun();
        await suite.Call("runs/log-batch", new
             { run_id = id, @params = new[] { new { key = "a", value = "1" }, new { key = "b", value = "2" } } });
        var message = await suite.Refused("runs/log-batch", new
        {
            run_id = id,
            @params = new[] { new { key = "a", value = "x" }, new { key = "b", value = "y" }, new
                 { key = "c", value = "3" } },
            metrics = new[] { new { key = "m", value = 1, timestamp = 1 } },
        });
        Assert.Equal(
            "Changing param values is not allowed. Params were already logged='["
            + "{'key': 'a', 'old_value': '1', 'new_value': 'x'}, "
            + $"{{'key': 'b', 'old_value': '2', 'new_value': 'y'}}]' for run ID='{id}'.", message);
        var data = (await suite.Run(id)).GetProperty("data");
        Assert.False(data.TryGetProperty("metrics", out _));
        Assert.False(data.Pairs("params").ContainsKey("c"));
    }
}
