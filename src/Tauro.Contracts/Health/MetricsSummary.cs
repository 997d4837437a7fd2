namespace Tauro.Contracts.Health;

/// <summary>
/// The metrics of a process since its start. Keys are names of <c>/metrics</c>, followed by their labels.
/// </summary>
/// <param name="Counters">Totals.</param>
/// <param name="Gauges">Current values.</param>
/// <param name="Timers">Durations.</param>
/// <param name="IsTruncated">Whether there are more series than are listed.</param>
public sealed record MetricsSummary(
    IReadOnlyDictionary<string, double> Counters,
    IReadOnlyDictionary<string, double> Gauges,
    IReadOnlyDictionary<string, TimerSummary> Timers,
    bool IsTruncated);
