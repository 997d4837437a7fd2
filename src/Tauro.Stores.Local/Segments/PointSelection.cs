using Tauro.Contracts.Runs;
using Tauro.Stores.Runs;

namespace Tauro.Stores.Local.Segments;

/// <summary>Selects a number of points for a chart.</summary>
internal static class PointSelection
{
    /// <summary>
    /// Adds evenly distributed others to the points to draw, or removes some, so that there are as many as requested.
    /// </summary>
    /// <param name="points">The points to draw, in order.</param>
    /// <param name="others">More points; those to draw may be among them.</param>
    /// <param name="count">The number of points to return, if there are as many.</param>
    public static IReadOnlyList<MetricValue> Fill(
        IReadOnlyList<MetricValue> points, IEnumerable<MetricValue> others, int count)
    {
        if (points.Count >= count) return Evenly(points, count);
        MetricValue[] added = [.. others.Except(points).Order(PointOrder.Instance)];
        return [.. points.Concat(Evenly(added, count - points.Count)).Order(PointOrder.Instance)];
    }

    /// <summary>Selects points at equal distances; the last is one of them.</summary>
    private static IReadOnlyList<MetricValue> Evenly(IReadOnlyList<MetricValue> points, int count) =>
        points.Count <= count
            ? points
            : [.. Enumerable.Range(1, count).Select(i => points[(int)((long)i * points.Count / count) - 1])];
}
