namespace Tauro.Stores.Local.Segments;

/// <summary>Merges several segments into one, with at most one row group of each in memory.</summary>
public static class MetricSegmentCompaction
{
    /// <param name="segments">The segments in any order. Rows that are in several of them are written once.</param>
    /// <param name="output">A writable and seekable stream. It stays open, and the caller syncs it.</param>
    /// <param name="keepRun">Returns whether to keep a run; null keeps all.</param>
    /// <exception cref="StorageCorruptException">A segment is damaged.</exception>
    public static Task<SegmentSummary> MergeAsync(
        IReadOnlyList<MetricSegment> segments,
        Stream output,
        Predicate<string>? keepRun = null,
        CancellationToken cancellation = default)
    {
        var merged = MetricMerge.MergeAsync(
            [.. segments.Select(segment => segment.ReadAllAsync(cancellation))], cancellation);
        return MetricSegmentWriter.WriteAsync(
            output, keepRun is null ? merged : merged.Where(chunk => keepRun(chunk.Series.RunId)), cancellation);
    }
}
