using Tauro.Contracts.Ids;

namespace Tauro.Stores.Runs;

/// <summary>A query for a sample of one metric's history, for a chart.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Key">The metric.</param>
/// <param name="PointsMax">
/// <see cref="Contracts.Limits.SamplePointsMin"/> to <see cref="Contracts.Limits.SamplePointsMax"/>.
/// </param>
/// <param name="MinStep">First step, included; null for no bound.</param>
/// <param name="MaxStep">Last step, included; null for no bound.</param>
public sealed record MetricSampleQuery(
    RunId RunId, string Key, int PointsMax, long? MinStep = null, long? MaxStep = null);
