namespace Tauro.Contracts.Runs;

/// <summary>
/// One measurement. A point is identified by all four fields within its run: logging it again changes nothing.
/// </summary>
/// <param name="Key">Letters, digits, <c>_ - . / :</c> and space; up to <see cref="Limits.KeyLengthMax"/>.</param>
/// <param name="Value">May be NaN or infinite; those are strings in JSON.</param>
/// <param name="Timestamp">Unix milliseconds.</param>
/// <param name="Step">Default 0; may be negative.</param>
public readonly record struct MetricPoint(string Key, double Value, long Timestamp, long Step = 0);

/// <summary>One measurement to log.</summary>
/// <param name="Key">The metric.</param>
/// <param name="Value">A number, or <c>"NaN"</c>, <c>"Infinity"</c>, <c>"-Infinity"</c>.</param>
/// <param name="Step">Default 0; may be negative.</param>
/// <param name="Timestamp">Unix milliseconds; now when absent.</param>
public sealed record LoggedPoint(string Key, double Value, long Step = 0, long? Timestamp = null);

/// <summary>The latest point of a metric.</summary>
/// <param name="Value">May be NaN or infinite; those are strings in JSON.</param>
/// <param name="Step">The caller's own counter; 0 when not given; may be negative.</param>
/// <param name="Timestamp">Unix milliseconds.</param>
public readonly record struct LatestMetric(double Value, long Step, long Timestamp);

/// <summary>A point of one known metric, as in its history.</summary>
/// <param name="Step">The caller's own counter.</param>
/// <param name="Timestamp">Unix milliseconds.</param>
/// <param name="Value">May be NaN or infinite; those are strings in JSON.</param>
public readonly record struct MetricValue(long Step, long Timestamp, double Value);

/// <summary>
/// A metric's history for a chart: all points if there are few; otherwise the first, the last, the least and the
/// greatest point of each range of steps, and a NaN if there is one, so no spike is lost. It has as many points as were
/// requested, if there are as many; fewer than five may not show each spike. A history of 100,000 points or more is
/// drawn from its outline, and the sample may have fewer.
/// </summary>
/// <param name="Points">Ordered by step, timestamp and value.</param>
/// <param name="StepsPerBucket">
/// Steps in one range; 1 when every point is included. When many points lie far from the others, the ranges of the
/// others are shorter.
/// </param>
/// <param name="IsExact">Whether every point is included.</param>
/// <param name="Smoothed">
/// If smoothing was requested: for each point, the average of the history up to there, in which a point that is d steps
/// back has the weight <c>smoothing^d</c>. It is computed from all points of the history, not only from those of the
/// sample. A value that is not finite does not count, and is the same here.
/// </param>
public sealed record MetricSample(
    IReadOnlyList<MetricValue> Points, long StepsPerBucket, bool IsExact, IReadOnlyList<double>? Smoothed = null);
