namespace Tauro.Contracts.Runs;

/// <summary>A point of one known metric, as in its history.</summary>
/// <param name="Step">The caller's own counter.</param>
/// <param name="Timestamp">Unix milliseconds.</param>
/// <param name="Value">May be NaN or infinite; those are strings in JSON.</param>
public readonly record struct MetricValue(long Step, long Timestamp, double Value);
