using System.Net;
using Tauro.Contracts;
using Tauro.Contracts.Runs;
using Tauro.Stores.Runs;
using Tauro.Tracking.Api.Metrics;
using static Tauro.Tracking.Api.Tests.TrackingService;

namespace Tauro.Tracking.Api.Tests.Metrics;

[Collection("service")]
public sealed class SmoothingTests(TrackingService service)
{
    private const int Points = 3_000;

    [Fact]
    public void An_average_weighs_each_point_by_its_distance_in_steps()
    {
        (long Step, double Value)[] points = [(-3, 4), (0, 1), (1, 2), (1, 5), (7, -1), (1_000, 3)];
        var average = new ExponentialAverage(0.8);

        for (var n = 0; n < points.Length; n++)
        {
            var weights = points[..(n + 1)].Select(point => Math.Pow(0.8, points[n].Step - point.Step)).ToList();
            var expected = points.Zip(weights, (point, weight) => point.Value * weight).Sum() / weights.Sum();
            Assert.Equal(expected, average.Add(points[n].Step, points[n].Value), 1e-12);
        }
    }

    [Fact]
    public void An_average_does_not_overflow_and_skips_what_is_not_finite()
    {
        var average = new ExponentialAverage(0.99);
        for (var step = 0; step < 100; step++)
            Assert.Equal(double.MaxValue, average.Add(step, double.MaxValue), double.MaxValue * 1e-12);

        Assert.True(double.IsNaN(average.Add(100, double.NaN)));
        Assert.Equal(double.PositiveInfinity, average.Add(101, double.PositiveInfinity));
        Assert.InRange(average.Add(102, 0), double.MaxValue * 0.9, double.MaxValue);
        Assert.Equal(7, new ExponentialAverage(0.5).Add(long.MinValue, 7));
    }

    [Fact]
    public async Task Smoothed_values_do_not_depend_on_what_is_drawn_or_on_the_length_of_the_run()
    {
        var address = await Start(Points);
        var prefix = await Start(Points / 3);
        var all = await Sample(address, $"max_points={Points}");
        Assert.True(all.IsExact);
        var expected = all.Points.Zip(all.Smoothed!).ToDictionary(pair => pair.First, pair => pair.Second);
        Assert.NotEqual(all.Points.Select(point => point.Value), all.Smoothed!);

        foreach (var some in new[]
                 {
                     await Sample(address, "max_points=500"), await Sample(address, "max_points=7"),
                     await Sample(address, "min_step=2000&max_step=4000&max_points=90"),
                     await Sample(prefix, "max_points=100"),
                 })
        {
            Assert.NotEmpty(some.Points);
            Assert.Equal(some.Points.Count, some.Smoothed!.Count);
            foreach (var (point, value) in some.Points.Zip(some.Smoothed)) Assert.Equal(expected[point], value, 1e-12);
        }
    }

    [Fact]
    public async Task What_is_not_finite_stays_and_does_not_count()
    {
        var address = $"/api/v1/runs/{(await service.NewRun()).RunId}";
        object[] metrics =
        [
            new { key = "loss", value = 1.0, step = 0, timestamp = 0 },
            new { key = "loss", value = "NaN", step = 1, timestamp = 0 },
            new { key = "loss", value = "-Infinity", step = 2, timestamp = 0 },
            new { key = "loss", value = 4.0, step = 3, timestamp = 0 },
        ];
        await service.Post($"{address}/batch", new { metrics });

        var smoothed = (await Sample(address, "smoothing=0.5")).Smoothed!;

        Assert.Equal([1, double.NaN, double.NegativeInfinity], smoothed.Take(3));
        Assert.Equal((4 + (1 * 0.125)) / 1.125, smoothed[3], 1e-12);
    }

    [Fact]
    public async Task Only_a_request_for_smoothing_has_smoothed_values()
    {
        var address = await Start(3);

        Assert.Null((await Sample(address, "smoothing=0")).Smoothed);
        var unknown = await service.Get<MetricSample>($"{address}/metrics/sample?key=none&smoothing=0.5");
        Assert.Equal((0, 0), (unknown.Points.Count, unknown.Smoothed!.Count));
    }

    [Theory]
    [InlineData("1"), InlineData("-0.1"), InlineData("NaN"), InlineData("much"), InlineData("1e999")]
    public async Task Smoothing_out_of_range_is_refused(string smoothing)
    {
        var address = await Start(3);

        await Refused(
            await service.Http.GetAsync($"{address}/metrics/sample?key=loss&smoothing={smoothing}"),
            HttpStatusCode.BadRequest, ProblemCodes.InvalidRequest);
    }

    [Fact]
    public async Task A_history_that_is_too_long_to_smooth_is_refused_unless_a_range_is_given()
    {
        var store = ComputedHistories.CreateStore(2_000_000, ("a", i => i));
        var sample = new MetricSample([new MetricValue(1_999_999, 1_999_999, 1_999_999)], 1, false);

        var all = await SmoothedSample.Smooth(
            store, new MetricSampleQuery(new("a"), "m", 1), sample, 0.5, 1_000_000, default);
        var end = await SmoothedSample.Smooth(
            store, new MetricSampleQuery(new("a"), "m", 1, 1_999_990), sample, 0.5, 1_000_000, default);

        Assert.Equal(ProblemCodes.LimitExceeded, all.Problem?.Code);
        Assert.Equal(1_999_998, Assert.Single(end.Value.Smoothed!), 1e-6);
    }

    /// <summary>Logs a wave with two points for every seventh of its steps, which have different distances.</summary>
    private async Task<string> Start(int points)
    {
        var address = $"/api/v1/runs/{(await service.NewRun()).RunId}";
        var metrics = Enumerable.Range(0, points).SelectMany(i => Enumerable.Range(0, i % 7 == 0 ? 2 : 1).Select(
            j => new { key = "loss", value = Math.Sin(i * 0.7) + j, step = i + (i / 10 * 5), timestamp = i + j }));
        await service.Post($"{address}/batch", new { metrics = metrics.Take(points) });
        return address;
    }

    private Task<MetricSample> Sample(string address, string query) => service.Get<MetricSample>(
        $"{address}/metrics/sample?key=loss{(query.StartsWith("smoothing") ? "" : "&smoothing=0.9")}&{query}");
}
