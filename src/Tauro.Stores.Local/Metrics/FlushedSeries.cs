namespace Tauro.Stores.Local.Metrics;

/// <summary>A series and those of its buffers that were written to a segment.</summary>
internal readonly record struct FlushedSeries(MetricSeries Series, IReadOnlyList<PointBuffer> Buffers);
