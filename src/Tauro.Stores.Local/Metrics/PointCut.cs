namespace Tauro.Stores.Local.Metrics;

/// <summary>The series that have points from before an epoch which no segment holds.</summary>
internal sealed record PointCut(int Epoch, IReadOnlyList<MetricSeries> Series);
