using Tauro.Stores.Runs;

namespace Tauro.Stores.Local.Segments;

/// <summary>A row group that may have points of a series, and the bounds of its points.</summary>
internal readonly record struct SeriesPart(MetricSegment Segment, int RowGroup, RowGroupBounds Bounds)
{
    /// <summary>Returns a lower bound for the sort keys of its points in an order.</summary>
    public (long Major, long Minor) Min(MetricHistoryOrder order) => SortKey(
        order, Bounds.MinStep ?? long.MinValue, Bounds.MinTimestamp ?? long.MinValue);

    /// <summary>Returns an upper bound for the sort keys of its points in an order.</summary>
    public (long Major, long Minor) Max(MetricHistoryOrder order) => SortKey(
        order, Bounds.MaxStep ?? long.MaxValue, Bounds.MaxTimestamp ?? long.MaxValue);

    public Task<MetricChunk?> ReadAsync(SeriesKey series, CancellationToken cancellation) =>
        Segment.ReadPartAsync(RowGroup, series, cancellation);

    /// <summary>Returns the sort key of a point: what a history is ordered by first and second.</summary>
    public static (long Major, long Minor) SortKey(MetricHistoryOrder order, long step, long timestamp) =>
        order == MetricHistoryOrder.Step ? (step, timestamp) : (timestamp, step);
}
