using System.Diagnostics.Metrics;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Tauro.ServiceDefaults.Telemetry;
using Tauro.TestServers;

namespace Tauro.ServiceDefaults.Tests.Telemetry;

public sealed class MetricsSummaryTests
{
    [Fact]
    public async Task The_summary_has_counters_gauges_and_percentiles_of_the_process()
    {
        await using var service = await SmallService.Start();
        var meter = service.App.Services.GetRequiredService<IMeterFactory>().Create("Tauro.Sample");
        var counter = meter.CreateCounter<long>("tauro.sample.things", "{thing}");
        var timer = meter.CreateHistogram(
            "tauro.sample.duration", "s",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 0.2, 0.4, 0.8] });
        meter.CreateObservableGauge("tauro.sample.level", () => 7);

        counter.Add(3, new KeyValuePair<string, object?>("kind", "a \"b\""));
        counter.Add(4);
        for (var i = 0; i < 100; i++) timer.Record(i < 50 ? 0.05 : i < 96 ? 0.15 : i < 99 ? 0.3 : 5);

        var summary = default(JsonElement);
        await Eventually.True(
            async () => (summary = (await service.Get("/api/v1/tracking/metrics/summary")).Body)
                .GetProperty("timers").TryGetProperty("tauro_sample_duration_seconds", out _),
            "the summary has the timer");

        var counters = summary.GetProperty("counters");
        Assert.Equal(3, counters.GetProperty("tauro_sample_things_total{kind=\"a \\\"b\\\"\"}").GetDouble());
        Assert.Equal(4, counters.GetProperty("tauro_sample_things_total").GetDouble());
        Assert.Equal(7, summary.GetProperty("gauges").GetProperty("tauro_sample_level").GetDouble());
        var durations = summary.GetProperty("timers").GetProperty("tauro_sample_duration_seconds");
        Assert.Equal(100, durations.GetProperty("count").GetInt64());
        Assert.Equal(0.1, durations.GetProperty("p50").GetDouble(), 6);
        Assert.Equal(0.1 + 0.1 * 45 / 46, durations.GetProperty("p95").GetDouble(), 6);
        Assert.Equal(0.4, durations.GetProperty("p99").GetDouble(), 6);
        Assert.Equal((50 * 0.05 + 46 * 0.15 + 3 * 0.3 + 5) / 100, durations.GetProperty("mean").GetDouble(), 6);
        Assert.False(summary.GetProperty("is_truncated").GetBoolean());
    }

    [Fact]
    public void The_number_of_series_is_limited()
    {
        var page = "# TYPE tauro_x gauge\n"
            + string.Concat(Enumerable.Range(0, 1_500).Select(i => $"tauro_x{{n=\"{i}\"}} {i} 1700000000000\n"));

        var summary = SummaryBuilder.Create(page);

        Assert.Equal((1_000, true), (summary.Gauges.Count, summary.IsTruncated));
    }

    [Fact]
    public void A_percentile_beyond_the_last_bucket_is_its_bound()
    {
        var summary = SummaryBuilder.Create("""
            # TYPE tauro_x_seconds histogram
            tauro_x_seconds_bucket{otel_scope_name="T",le="1"} 0
            tauro_x_seconds_bucket{otel_scope_name="T",le="2"} 1
            tauro_x_seconds_bucket{otel_scope_name="T",le="+Inf"} 4
            tauro_x_seconds_sum{otel_scope_name="T"} 40
            tauro_x_seconds_count{otel_scope_name="T"} 4
            """);

        var timer = Assert.Single(summary.Timers);
        Assert.Equal("tauro_x_seconds", timer.Key);
        Assert.Equal((4L, 10d, 2d, 2d), (timer.Value.Count, timer.Value.Mean, timer.Value.P50, timer.Value.P99));
    }
}
