namespace Tauro.Contracts.Health;

/// <summary>
/// A distribution of durations, in seconds. Percentiles are interpolated within the buckets of the histogram, as
/// Prometheus does; one beyond the last bucket is that bucket's bound.
/// </summary>
/// <param name="Count">The number of measurements.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="P50">The median.</param>
/// <param name="P95">The 95th percentile.</param>
/// <param name="P99">The 99th percentile.</param>
public sealed record TimerSummary(long Count, double Mean, double P50, double P95, double P99);
