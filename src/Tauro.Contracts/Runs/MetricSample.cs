namespace Tauro.Contracts.Runs;

/// <summary>
/// A metric's history for a chart: all points where they are few, else of each stretch of steps the first, the last,
/// the least, the greatest, and a NaN if there is one; so no spike is lost.
/// </summary>
/// <param name="Points">By step, timestamp and value.</param>
/// <param name="StepsPerBucket">
/// Steps that one stretch has; 1 when every point is there. Where many points lie far out, those of the others are
/// shorter.
/// </param>
/// <param name="IsExact">Whether every point is there.</param>
public sealed record MetricSample(IReadOnlyList<MetricValue> Points, long StepsPerBucket, bool IsExact);
