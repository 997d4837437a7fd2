using Tauro.Contracts.Runs;

namespace Tauro.Stores.Local.Tables;

/// <summary>A metric of a run as it is stored.</summary>
/// <param name="Latest">The latest point.</param>
/// <param name="Range">The range of all points; null in a run that an older version stored.</param>
internal readonly record struct StoredMetric(LatestMetric Latest, MetricRange? Range);
