namespace Tauro.Stores.Local.Segments;

/// <summary>What a written segment holds; what a manifest keeps of it.</summary>
/// <param name="Rows">Points, after exact repeats were dropped.</param>
/// <param name="SeriesCount">Distinct (run, key) pairs.</param>
/// <param name="RowGroups">Row groups.</param>
/// <param name="First">The first series; null when there is no row.</param>
/// <param name="Last">The last series; null when there is no row.</param>
public sealed record SegmentSummary(long Rows, long SeriesCount, int RowGroups, SeriesKey? First, SeriesKey? Last);
