using Tauro.Contracts.Runs;

namespace Tauro.Benchmarks;

/// <summary>Points like those that a training loop logs.</summary>
internal static class PointSeries
{
    public const string Run = "0123456789abcdef0123456789abcdef";
    private const long FirstTimestamp = 1_700_000_000_000;

    /// <summary>Creates points of several keys, one point per key and step.</summary>
    public static List<MetricPoint> Batch(int count, long firstStep = 0, int keys = 10) =>
        [.. Enumerable.Range(0, count).Select(i =>
        {
            var step = firstStep + (i / keys);
            return new MetricPoint($"m{i % keys}", Math.Sin(step), FirstTimestamp + step, step);
        })];

    public static IEnumerable<MetricValue> Values(int count) => Enumerable.Range(0, count)
        .Select(step => new MetricValue(step, FirstTimestamp + step, Math.Sin(step)));
}
