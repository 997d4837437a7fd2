namespace Tauro.Stores.Local.Segments;

/// <summary>The content of a written segment in numbers.</summary>
/// <param name="Rows">The number of points, without exact duplicates.</param>
/// <param name="SeriesCount">The number of distinct (run, key) pairs.</param>
/// <param name="RowGroups">The number of row groups.</param>
/// <param name="First">The first series; null when there is no row.</param>
/// <param name="Last">The last series; null when there is no row.</param>
public sealed record SegmentSummary(long Rows, long SeriesCount, int RowGroups, SeriesKey? First, SeriesKey? Last);
