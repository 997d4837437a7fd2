using Tauro.Load.Measuring;
using Tauro.Load.Reporting;

namespace Tauro.Load.Soaking;

/// <summary>The result of a soak: whether memory grows, and how slow the worst minute was.</summary>
public sealed record Verdict(IReadOnlyList<Minute> Minutes, Latencies All)
{
    /// <summary>The soak fails if the worst minute is this many times slower than the median.</summary>
    private const double WorstRatioMax = 5;

    /// <summary>Less growth per hour counts as flat: a garbage collector returns pages late.</summary>
    private const double FlatMiBPerHour = 60;

    /// <summary>MiB per hour by least squares over the second half, when pools and caches are full.</summary>
    public double? MemorySlope
    {
        get
        {
            var points = Minutes.Skip(Minutes.Count / 2).Where(minute => minute.Use is not null)
                .Select(minute => (X: minute.Number / 60.0, Y: minute.Use!.PssMiB ?? minute.Use.RssMiB)).ToList();
            if (points.Count < 3) return null;
            var (x, y) = (points.Average(point => point.X), points.Average(point => point.Y));
            var spread = points.Sum(point => (point.X - x) * (point.X - x));
            return points.Sum(point => (point.X - x) * (point.Y - y)) / spread;
        }
    }

    public Minute Worst => Minutes.MaxBy(minute => minute.P99Ms)!;

    public double WorstRatio
    {
        get
        {
            var sorted = Minutes.Select(minute => minute.P99Ms).Order().ToList();
            var middle = sorted[sorted.Count / 2];
            return middle > 0 ? Worst.P99Ms / middle : 1;
        }
    }

    public bool IsFine => Minutes.All(minute => minute.Errors == 0) && WorstRatio < WorstRatioMax
        && MemorySlope is null or < FlatMiBPerHour;

    public override string ToString() => $"""
        all: {All.Count} requests, p50 {Ms(0.5)}, p99 {Ms(0.99)}, p99.9 {Ms(0.999)}, max {Ms(1)}
        errors: {Minutes.Sum(minute => minute.Errors)}
        worst minute: {Worst.Number}, p99 {Table.Time(Worst.P99Ms)} ms, {WorstRatio:0.0} times the median
        memory, second half: {(MemorySlope is { } slope ? $"{slope:+0.0;-0.0} MiB per hour" : "not sampled (--pid)")}
        verdict: {(IsFine ? "flat" : "NOT FLAT")}
        """;

    private string Ms(double share) => $"{Table.Time(All.Quantile(share).TotalMilliseconds)} ms";
}
