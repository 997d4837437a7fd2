namespace Tauro.Stores.Local.Metrics;

/// <summary>A series, and the buffers of it that went into a segment.</summary>
internal readonly record struct FlushedSeries(MetricSeries Series, IReadOnlyList<PointBuffer> Buffers);
