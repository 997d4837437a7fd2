using Tauro.Contracts.Runs;

namespace Tauro.Stores.Decisions;

/// <summary>A run, loaded as far as a decision about a batch needs it.</summary>
/// <param name="Run">The run; its metrics need not be loaded.</param>
/// <param name="MetricCount">How many metrics it has.</param>
/// <param name="HasMetric">Whether it has a metric of this key; called only near the limit.</param>
public sealed record RunAggregate(Run Run, int MetricCount, Func<string, bool> HasMetric);
