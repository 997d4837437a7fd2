namespace Tauro.Stores.Local.Segments;

/// <summary>Makes one segment of several, one row group of each in memory at a time.</summary>
public static class MetricSegmentCompaction
{
    /// <param name="segments">Any order; rows that several of them hold are written once.</param>
    /// <param name="output">Writable and seekable; stays open, the caller syncs it.</param>
    /// <param name="keepRun">Says which runs to take along; null takes all.</param>
    /// <exception cref="StorageCorruptException">A segment is not as it was written.</exception>
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
