using Tauro.Stores.Runs;

namespace Tauro.Stores.Local.Segments;

/// <summary>A row group that may hold points of a series, and what its statistics say of where they lie.</summary>
internal readonly record struct SeriesPart(MetricSegment Segment, int RowGroup, RowGroupBounds Bounds)
{
    /// <summary>No point of it has an earlier pair, in the order that is asked for.</summary>
    public (long Major, long Minor) Least(MetricHistoryOrder order) => Pair(
        order, Bounds.MinStep ?? long.MinValue, Bounds.MinTimestamp ?? long.MinValue);

    /// <summary>No point of it has a later one.</summary>
    public (long Major, long Minor) Greatest(MetricHistoryOrder order) => Pair(
        order, Bounds.MaxStep ?? long.MaxValue, Bounds.MaxTimestamp ?? long.MaxValue);

    public Task<MetricChunk?> ReadAsync(SeriesKey series, CancellationToken cancellation) =>
        Segment.ReadPartAsync(RowGroup, series, cancellation);

    /// <summary>What a history is ordered by first, and what second.</summary>
    public static (long Major, long Minor) Pair(MetricHistoryOrder order, long step, long timestamp) =>
        order == MetricHistoryOrder.Step ? (step, timestamp) : (timestamp, step);
}
