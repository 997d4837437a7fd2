using Tauro.Contracts.Runs;
using Tauro.Stores.Local.Segments;
using Tauro.Stores.Runs;

namespace Tauro.Stores.Local.Tests.Crash;

/// <summary>
/// The guarantees of a sample of a short history: it has the requested number of points if there are as many, only
/// points of the history, and, of five points or more, from each range of steps the first, last, smallest and largest
/// point, and a NaN if there is one.
/// </summary>
internal static class SampleRules
{
    public static void Require(IReadOnlyList<MetricValue> history, MetricSample sample, int pointsMax)
    {
        Assert.InRange(sample.Points.Count, 0, pointsMax);
        Assert.Equal(sample.Points.Order(PointOrder.Instance).Distinct(), sample.Points);
        Assert.Empty(sample.Points.Except(history));
        Assert.Equal(history.Count <= pointsMax, sample.IsExact);
        Assert.Equal(Math.Min(history.Count, pointsMax), sample.Points.Count);
        if (pointsMax < OutlineCell.PointsMax) return; // Fewer than one range may have.
        foreach (var stretch in history.GroupBy(point => StretchOf(point, sample)))
            RequireShape([.. stretch], [.. sample.Points.Where(point => StretchOf(point, sample) == stretch.Key)]);
    }

    private static void RequireShape(List<MetricValue> history, List<MetricValue> drawn)
    {
        Assert.Equal(history.Min(PointOrder.Instance), drawn[0]);
        Assert.Equal(history.Max(PointOrder.Instance), drawn[^1]);
        Assert.Equal(history.Exists(IsNotNumber), drawn.Exists(IsNotNumber));
        var (all, numbers) = (Numbers(history), Numbers(drawn));
        Assert.Equal(all.Count == 0, numbers.Count == 0);
        if (all.Count > 0) Assert.Equal((all.Min(), all.Max()), (numbers.Min(), numbers.Max()));
    }

    private static long StretchOf(MetricValue point, MetricSample sample) =>
        (long)Math.Floor((double)point.Step / sample.StepsPerBucket);

    private static bool IsNotNumber(MetricValue point) => double.IsNaN(point.Value);

    private static List<double> Numbers(List<MetricValue> points) =>
        [.. points.Where(point => !IsNotNumber(point)).Select(point => point.Value)];
}
