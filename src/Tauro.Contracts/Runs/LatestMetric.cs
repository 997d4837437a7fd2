namespace Tauro.Contracts.Runs;

/// <summary>The latest point of a metric.</summary>
/// <param name="Value">May be NaN or infinite; those are strings in JSON.</param>
/// <param name="Step">The caller's own counter; 0 when not given; may be negative.</param>
/// <param name="Timestamp">Unix milliseconds.</param>
public readonly record struct LatestMetric(double Value, long Step, long Timestamp);
