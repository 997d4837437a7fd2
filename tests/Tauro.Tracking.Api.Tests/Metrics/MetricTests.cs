using System.Net;
using Tauro.Contracts;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Runs;
using static Tauro.Tracking.Api.Tests.TrackingService;

namespace Tauro.Tracking.Api.Tests.Metrics;

[Collection("service")]
public sealed class MetricTests(TrackingService service)
{
    [Fact]
    public async Task A_point_is_logged_and_its_default_time_is_now()
    {
        var address = $"/api/v1/runs/{(await service.NewRun()).RunId}/metrics";
        var before = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        var bare = await service.Post(address, new { key = "loss", value = 0.5 });
        var full = await service.Post(address, new { key = "auc", value = "Infinity", step = 7, timestamp = 12 });
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NoContent), (bare.StatusCode, full.StatusCode));

        var latest = await service.Get<Dictionary<string, LatestMetric>>(address);
        Assert.Equal(new LatestMetric(double.PositiveInfinity, 7, 12), latest["auc"]);
        Assert.Equal((0.5, 0L), (latest["loss"].Value, latest["loss"].Step));
        Assert.InRange(latest["loss"].Timestamp, before, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
    }

    [Fact]
    public async Task History_is_read_in_full_by_range_and_by_page()
    {
        var address = $"/api/v1/runs/{(await service.NewRun()).RunId}/metrics";
        for (var step = 0; step < 6; step++)
            await service.Post(address, new { key = "val loss", value = step * 1.5, step, timestamp = 100 + step });

        var all = await History("");
        Assert.Equal(new MetricValue(1, 101, 1.5), all.Items[1]);
        Assert.Equal([0L, 1, 2, 3, 4, 5], all.Items.Select(point => point.Step));
        Assert.Null(all.NextPageToken);
        Assert.Equal([2L, 3], (await History("&min_step=2&max_step=3")).Items.Select(point => point.Step));

        var first = await History("&max_results=4");
        Assert.Equal(4, first.Items.Count);
        var rest = await History($"&max_results=4&page_token={Uri.EscapeDataString(first.NextPageToken!)}");
        Assert.Equal([4L, 5], rest.Items.Select(point => point.Step));

        Task<Page<MetricValue>> History(string query) =>
            service.Get<Page<MetricValue>>($"{address}/history?key=val%20loss{query}");
    }

    [Fact]
    public async Task Bad_points_are_refused_and_nothing_is_written()
    {
        var address = $"/api/v1/runs/{(await service.NewRun()).RunId}/metrics";
        foreach (var body in new object[]
        {
            new { value = 1 }, new { key = "m" }, new { key = "m", value = "high" },
            new { key = (string?)null, value = 1 },
            new { key = "m", value = 1, step = 1.5 },
            new { key = "m", value = 1, timestamp = -1 }, new { key = "", value = 1 }, new { key = "a\nb", value = 1 },
            new { key = new string('k', 251), value = 1 },
        })
            Assert.Equal(HttpStatusCode.BadRequest, (await service.Post(address, body)).StatusCode);
        Assert.Empty(await service.Get<Dictionary<string, LatestMetric>>(address));
    }

    [Theory]
    [InlineData("1e999"), InlineData("-1e999"), InlineData("\"1\""), InlineData("null")]
    public async Task A_bad_value_gets_the_same_error_alone_and_in_a_batch(string value)
    {
        var address = $"/api/v1/runs/{(await service.NewRun()).RunId}";
        var point = $$"""{"key": "m", "value": {{value}}}""";
        var alone = await Detail("metrics", point);
        Assert.StartsWith("The JSON body can't be read at $.value: A number, ", alone);
        Assert.StartsWith(
            alone.Replace("$", "$.metrics[0]")[..80], await Detail("batch", $$"""{"metrics": [{{point}}]}"""));
        Assert.Empty(await service.Get<Dictionary<string, LatestMetric>>(address + "/metrics"));

        async Task<string> Detail(string route, string body) => await Refused(
            await service.Http.PostAsync($"{address}/{route}", new StringContent(body, null, "application/json")),
            HttpStatusCode.BadRequest, ProblemCodes.InvalidRequest);
    }

    [Fact]
    public async Task Bad_history_requests_are_refused()
    {
        var address = $"/api/v1/runs/{(await service.NewRun()).RunId}/metrics/history";
        await Bad(address, ProblemCodes.InvalidRequest);
        await Bad(address + "?key=m&max_results=0", ProblemCodes.LimitExceeded);
        await Bad(address + "?key=m&max_results=100001", ProblemCodes.LimitExceeded);
        await Bad(address + "?key=m&min_step=one", ProblemCodes.InvalidRequest);
    }

    [Fact]
    public async Task A_sample_for_a_chart_has_few_points_and_keeps_the_spike()
    {
        var address = $"/api/v1/runs/{(await service.NewRun()).RunId}";
        var metrics = Enumerable.Range(0, 5_000)
            .Select(step => (step, value: step == 3_333 ? 99.0 : 1.0 / (step + 1)))
            .Select(at => new { key = "loss", at.value, at.step, timestamp = at.step });
        await service.Post($"{address}/batch", new { metrics });

        var sample = await service.Get<MetricSample>($"{address}/metrics/sample?key=loss&max_points=100");

        Assert.False(sample.IsExact);
        Assert.Equal(100, sample.Points.Count);
        Assert.Contains(sample.Points, point => point is { Step: 3_333, Value: 99 });
        Assert.Equal((0, 4_999), (sample.Points[0].Step, sample.Points[^1].Step));
    }

    [Fact]
    public async Task Bad_sample_requests_are_refused()
    {
        var address = $"/api/v1/runs/{(await service.NewRun()).RunId}/metrics/sample";
        await Bad(address, ProblemCodes.InvalidRequest);
        await Bad(address + "?key=m&max_points=0", ProblemCodes.LimitExceeded);
        await Bad(address + "?key=m&max_points=20001", ProblemCodes.LimitExceeded);
        await Bad(address + "?key=m&max_step=one", ProblemCodes.InvalidRequest);
    }

    private async Task Bad(string question, string code) =>
        await Refused(await service.Http.GetAsync(question), HttpStatusCode.BadRequest, code);
}
