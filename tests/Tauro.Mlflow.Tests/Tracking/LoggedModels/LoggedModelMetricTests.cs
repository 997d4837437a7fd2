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
}
