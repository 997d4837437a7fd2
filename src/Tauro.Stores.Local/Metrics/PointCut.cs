namespace Tauro.Stores.Local.Metrics;

/// <summary>The series with points from before an epoch that are not in a segment.</summary>
internal sealed record PointCut(int Epoch, IReadOnlyList<MetricSeries> Series);
