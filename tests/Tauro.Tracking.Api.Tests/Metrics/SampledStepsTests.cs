using Tauro.Contracts.Runs;
using Tauro.Tracking.Api.Mlflow.Metrics;

namespace Tauro.Tracking.Api.Tests.Metrics;

public sealed class SampledStepsTests
{
    private const int PointsMax = 2_500;

    [Theory]
    [InlineData(0, long.MaxValue, 10)]
    [InlineData(0, long.MaxValue, 97)]
    [InlineData(0, long.MaxValue, 2_500)]
    [InlineData(-500, 500, 3)]
    [InlineData(17, 1_234, 1)]
    [InlineData(1_500, 1_600, 40)]
    [InlineData(90_000, 90_001, 5)]
    public async Task The_same_steps_are_chosen_as_from_complete_histories(long first, long last, int count)
    {
        const int Points = 700;
        (string Run, Func<int, long> StepOf)[] runs =
        [
            ("a", i => i), ("b", i => (i * 3) - 300), ("c", i => i / 50), ("d", i => 1_000 + (i * i / 7)),
            ("e", i => i),
        ];
        var complete = runs.Select(run => Enumerable.Range(0, Points)
            .Select(i => new MetricValue(run.StepOf(i), i, i)).ToArray()).ToArray();
        var steps = Expected(complete, first, last, count);

        var store = ComputedHistories.CreateStore(Points, runs);
        var found = await SampledSteps.Sample(
            [.. runs.Select(run => new StepHistory(store, new(run.Run), "m", first, last, 7))], count, PointsMax,
            TestContext.Current.CancellationToken);

        for (var i = 0; i < runs.Length; i++)
            Assert.Equal(complete[i].Where(point => steps.Contains(point.Step)).Take(PointsMax), found[i]);
    }

    [Fact]
    public async Task Histories_of_millions_of_points_are_sampled_in_little_memory()
    {
        var store = ComputedHistories.CreateStore(2_000_000, ("a", i => i), ("b", i => i * 2L));
        StepHistory[] histories = [Of("a"), Of("b"), Of("none")];
        await SampledSteps.Sample([Of("a")], 10, PointsMax, default);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var found = await SampledSteps.Sample(histories, 1_000, PointsMax, default);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 1 << 20);
        Assert.InRange(found[0].Count, 600, 1_002);
        Assert.Equal((0, 1_999_999), (found[0][0].Step, found[0][^1].Step));
        Assert.Equal((0, 3_999_998), (found[1][0].Step, found[1][^1].Step));
        Assert.Empty(found[2]);

        StepHistory Of(string run) => new(store, new(run), "m", 0, long.MaxValue, 100_000);
    }

    /// <summary>Chooses the steps as MLflow does, with all of them in memory.</summary>
    private static HashSet<long> Expected(MetricValue[][] histories, long first, long last, int count)
    {
        var steps = histories.SelectMany(points => points.Select(point => point.Step))
            .Where(step => step >= first && step <= last).Distinct().Order().ToArray();
        var chosen = new HashSet<long>();
        if (steps.Length <= count)
        {
            chosen.UnionWith(steps);
        }
        else
        {
            var interval = (double)steps.Length / count;
            for (var i = 0; i < count; i++) chosen.Add(steps[(int)(i * interval)]);
            chosen.Add(steps[^1]);
        }

        chosen.UnionWith(histories.SelectMany(points => new[] { points[0].Step, points[^1].Step })
            .Where(step => step >= first && step <= last));
        return chosen;
    }
}
