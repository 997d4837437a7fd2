using System.Net;
using System.Text;
using Tauro.Contracts;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Runs;
using static Tauro.Tracking.Api.Tests.TrackingService;

namespace Tauro.Tracking.Api.Tests.Runs;

[Collection("service")]
public sealed class BatchTests(TrackingService service)
{
    [Fact]
    public async Task A_batch_logs_metrics_params_and_tags()
    {
        var address = $"/api/v1/runs/{(await service.NewRun()).RunId}";
        var response = await Send(address, """
            {"metrics": [{"key": "loss", "value": 0.5, "timestamp": 10, "step": 1},
                         {"value": "NaN", "key": "loss", "step": 2, "timestamp": 11, "unknown": {"a": [1]}},
                         {"key": "auc", "value": 1e-3}],
             "params": {"lr": "0.1"}, "tags": {"team": "mö"}, "unknown": [1, {"a": 2}]}
            """);
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);

        var run = await service.Get<Run>(address);
        Assert.Equal(("0.1", "mö"), (run.Params["lr"], run.Tags["team"]));
        Assert.Equal(new LatestMetric(double.NaN, 2, 11), run.Metrics["loss"]);
        Assert.Equal((0.001, 0L), (run.Metrics["auc"].Value, run.Metrics["auc"].Step));
        Assert.True(run.Metrics["auc"].Timestamp >= run.StartTime);
    }

    [Fact]
    public async Task A_batch_of_exactly_the_limit_is_accepted_and_one_more_point_is_refused()
    {
        var address = $"/api/v1/runs/{(await service.NewRun()).RunId}";
        var detail = await Refused(await Send(address, Points(Limits.BatchMetricsMax + 1)),
            HttpStatusCode.BadRequest, ProblemCodes.LimitExceeded);
        Assert.Contains("10000", detail.Replace(",", ""));
        Assert.Empty((await service.Get<Run>(address)).Metrics);

        Assert.Equal(HttpStatusCode.NoContent, (await Send(address, Points(Limits.BatchMetricsMax))).StatusCode);
        var history = await service.Get<Page<MetricValue>>($"{address}/metrics/history?key=m");
        Assert.Equal(Limits.BatchMetricsMax, history.Items.Count);
    }

    [Fact]
    public async Task A_batch_with_a_param_that_would_change_writes_nothing()
    {
        var address = $"/api/v1/runs/{(await service.NewRun()).RunId}";
        await service.Post($"{address}/params", new { @params = new { lr = "0.1" } });
        const string Batch = """{"metrics": [{"key": "m", "value": 1}], "params": {"lr": "0.2"}, "tags": {"t": "v"}}""";
        await Refused(await Send(address, Batch), HttpStatusCode.Conflict, ProblemCodes.ParamImmutable);

        var run = await service.Get<Run>(address);
        Assert.Empty(run.Metrics);
        Assert.DoesNotContain("t", run.Tags.Keys);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("{\"metrics\": {}}")]
    [InlineData("{\"metrics\": [1]}")]
    [InlineData("{\"metrics\": [{\"value\": 1}]}")]
    [InlineData("{\"metrics\": [{\"key\": \"m\"}]}")]
    [InlineData("{\"metrics\": [{\"key\": 1, \"value\": 1}]}")]
    [InlineData("{\"metrics\": [{\"key\": \"m\", \"value\": \"1\"}]}")]
    [InlineData("{\"metrics\": [{\"key\": \"m\", \"value\": 1e999}]}")]
    [InlineData("{\"metrics\": [{\"key\": \"m\", \"value\": 1, \"step\": 1.5}]}")]
    [InlineData("{\"metrics\": [{\"key\": \"m\", \"value\": 1, \"timestamp\": \"now\"}]}")]
    [InlineData("{\"metrics\": [{\"key\": \"m\", \"key\": \"n\", \"value\": 1}]}")]
    [InlineData("{\"params\": {\"a\": 1}}")]
    [InlineData("{\"params\": {\"a\": null}}")]
    [InlineData("{\"tags\": {\"a\": \"1\", \"a\": \"2\"}}")]
    [InlineData("{\"tags\": {\"a\": \"\\ud800\"}}")]
    [InlineData("{\"metrics\": [{\"key\": \"\\ud800\", \"value\": 1}]}")]
    public async Task An_invalid_batch_is_refused_and_nothing_is_written(string body)
    {
        var address = $"/api/v1/runs/{(await service.NewRun()).RunId}";
        await Refused(await Send(address, body), HttpStatusCode.BadRequest, ProblemCodes.InvalidRequest);
        Assert.Empty((await service.Get<Run>(address)).Metrics);
    }

    [Fact]
    public async Task A_batch_that_is_not_JSON_is_refused_by_its_content_type()
    {
        var address = $"/api/v1/runs/{(await service.NewRun()).RunId}/batch";
        var response = await service.Http.PostAsync(address, new StringContent("{}", Encoding.UTF8, "text/plain"));
        await Refused(response, HttpStatusCode.UnsupportedMediaType, ProblemCodes.InvalidRequest);
    }

    private static string Points(int count) =>
        $$"""{"metrics": [{{string.Join(',', Enumerable.Range(0, count).Select(Point))}}]}""";

    private static string Point(int i) => $$"""{"key": "m", "value": {{i}}, "timestamp": {{i}}, "step": {{i}}}""";

    private Task<HttpResponseMessage> Send(string run, string body) =>
        service.Http.PostAsync($"{run}/batch", new StringContent(body, Encoding.UTF8, "application/json"));
}
