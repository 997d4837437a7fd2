using System.Net;

namespace Tauro.Mlflow.Tests.Tracking.LoggedModels;

[Collection("suite")]
public sealed class LoggedModelMetricTests(Suite suite)
{
    [Fact]
    public async Task A_metric_with_a_model_belongs_to_the_run_and_to_the_model()
    {
        var experiment = await suite.CreateExperiment();
        var run = await suite.CreateRun(experiment);
        var model = await suite.CreateModel(experiment);
        await suite.Call("runs/log-metric", new
        {
            run_id = run, key = "acc", value = 0.5, timestamp = 7, step = 3, model_id = model, dataset_name = "eval",
            dataset_digest = "d1",
        });
        for (var i = 0; i < 2; i++) await suite.LogMetrics(run, model, 0.75, timestamp: 8);

        var metrics = (await suite.Model(model)).GetProperty("data").GetProperty("metrics");
        Assert.Equal(
            $$"""
            [{"key":"acc","value":0.5,"timestamp":7,"step":3,"dataset_name":"eval","dataset_digest":"d1",
            "model_id":"{{model}}","run_id":"{{run}}"},
            {"key":"acc","value":0.75,"timestamp":8,"step":0,"model_id":"{{model}}","run_id":"{{run}}"}]
            """.ReplaceLineEndings(""), metrics.ToString());
        Assert.Equal(["acc"], (await suite.Run(run)).GetProperty("data").GetStrings("metrics", "key"));
        var history = await suite.Call($"metrics/get-history?run_id={run}&metric_key=acc");
        Assert.Equal(2, history.GetProperty("metrics").GetArrayLength());
    }

    [Fact]
    public async Task A_point_in_an_unusual_format_is_also_added_to_its_model()
    {
        var experiment = await suite.CreateExperiment();
        var run = await suite.CreateRun(experiment);
        var model = await suite.CreateModel(experiment);
        var point = $$"""{"key":"acc","value":"0.25","timestamp":"1","step":"2","model_id":"{{model}}"}""";
        await suite.Call("runs/log-batch", $$"""{"run_id":"{{run}}","metrics":[{{point}}]}""");
        await suite.Call(
            "runs/log-metric",
            $$"""{"run_uuid":"{{run}}","key":"loss","value":NaN,"timestamp":1,"model_id":"{{model}}"}""");
        var metrics = (await suite.Model(model)).GetProperty("data").GetProperty("metrics");
        Assert.Equal(
            ["0.25", "NaN"], metrics.EnumerateArray().Select(metric => metric.GetProperty("value").ToString()));
    }

    [Fact]
    public async Task An_empty_model_id_means_none_and_an_unknown_one_is_404_for_the_entire_batch()
    {
        var run = await suite.CreateRun();
        await suite.LogMetrics(run, "", 0.5);
        Assert.Contains("Logged model with ID 'm-0' not found.", await suite.Refused("runs/log-batch", new
        {
            run_id = run,
            metrics = new[]
            {
                new { key = "loss", value = 1, timestamp = 1, model_id = (string?)null },
                new { key = "loss", value = 2, timestamp = 1, model_id = (string?)"m-0" },
            },
        }, "RESOURCE_DOES_NOT_EXIST", 404));
        Assert.Equal(["acc"], (await suite.Run(run)).GetProperty("data").GetStrings("metrics", "key"));
    }

    [Fact]
    public async Task What_is_added_to_a_deleted_model_is_404()
    {
        var experiment = await suite.CreateExperiment();
        var run = await suite.CreateRun(experiment);
        var model = await suite.CreateModel(experiment);
        await suite.SendJson(
            HttpMethod.Patch, $"logged-models/{model}/tags",
            new { tags = new[] { new { key = "team", value = "a" } } });
        await suite.SendJson(HttpMethod.Delete, $"logged-models/{model}");
        var pair = new[] { new { key = "team", value = "b" } };
        var point = new { run_id = run, key = "acc", value = 1, timestamp = 1, model_id = model };

        foreach (var (method, path, body) in new (HttpMethod, string, object?)[]
        {
            (HttpMethod.Post, "runs/log-metric", point),
            (HttpMethod.Post, "runs/log-batch", new { run_id = run, metrics = new[] { point } }),
            (HttpMethod.Patch, $"logged-models/{model}/tags", new { tags = pair }),
            (HttpMethod.Delete, $"logged-models/{model}/tags/team", null),
            (HttpMethod.Post, $"logged-models/{model}/params", new { @params = pair }),
            (HttpMethod.Patch, $"logged-models/{model}", new { status = "LOGGED_MODEL_READY" }),
            (HttpMethod.Get, $"logged-models/{model}", null),
        })
        {
            var refused = await suite.SendJson(method, path, body, 404);
            Assert.Equal("RESOURCE_DOES_NOT_EXIST", refused.GetString("error_code"));
            Assert.Contains(model, refused.GetString("message"));
        }

        Assert.Equal(
            HttpStatusCode.NotFound, (await suite.Http.GetAsync($"/api/v1/logged-models/{model}")).StatusCode);
        Assert.False((await suite.Run(run)).GetProperty("data").TryGetProperty("metrics", out _));
        var info = (await suite.Model($"{model}?allow_deleted=true")).GetProperty("info");
        Assert.Equal("a", info.Pairs("tags")["team"]);
    }
}
