using System.Buffers.Binary;
using Parquet.Meta;
using Encoding = System.Text.Encoding;

namespace Tauro.Stores.Local.Segments;

/// <summary>
/// The bounds of a row group, from its Parquet statistics. A bound that the writer left out is null and excludes
/// nothing; a truncated one is still a bound. Strings are compared by their UTF-8 bytes, as Parquet defines it.
/// </summary>
internal sealed record RowGroupBounds(
    long Rows, byte[]? MinRun, byte[]? MaxRun, byte[]? MinKey, byte[]? MaxKey, long? MinStep, long? MaxStep,
    long? MinTimestamp = null, long? MaxTimestamp = null)
{
    public static RowGroupBounds From(RowGroup rowGroup)
    {
        var run = StatisticsOf(rowGroup, 0);
        var key = StatisticsOf(rowGroup, 1);
        var step = StatisticsOf(rowGroup, 2);
        var timestamp = StatisticsOf(rowGroup, 3);
        return new(
            rowGroup.NumRows,
            run?.MinValue, run?.MaxValue, key?.MinValue, key?.MaxValue,
            Int64(step?.MinValue), Int64(step?.MaxValue), Int64(timestamp?.MinValue), Int64(timestamp?.MaxValue));
    }

    public bool MayHold(ReadOnlySpan<byte> run, ReadOnlySpan<byte> key, long? minStep, long? maxStep) =>
        MayHoldRun(run)
        && (MinKey is null || key.SequenceCompareTo(MinKey) >= 0)
        && (MaxKey is null || key.SequenceCompareTo(MaxKey) <= 0)
        && (minStep is null || MaxStep is null || MaxStep >= minStep)
        && (maxStep is null || MinStep is null || MinStep <= maxStep);

    private bool MayHoldRun(ReadOnlySpan<byte> run) =>
        (MinRun is null || run.SequenceCompareTo(MinRun) >= 0)
        && (MaxRun is null || run.SequenceCompareTo(MaxRun) <= 0);

    /// <summary>
    /// Returns the series of all rows if the statistics show that there is only one. Parquet lets a writer truncate
    /// long bounds; Tauro's writer does not, and only Tauro seals a footer.
    /// </summary>
    public SeriesKey? OnlySeries() =>
        MinRun is not null && MaxRun is not null && MinKey is not null && MaxKey is not null
        && MinRun.AsSpan().SequenceEqual(MaxRun) && MinKey.AsSpan().SequenceEqual(MaxKey)
            ? new SeriesKey(Encoding.UTF8.GetString(MinRun), Encoding.UTF8.GetString(MinKey))
            : null;

    /// <summary>Returns the first and the last run of the rows, as far as the statistics have them.</summary>
    public IEnumerable<string> OuterRuns() =>
        new[] { MinRun, MaxRun }.OfType<byte[]>().Select(Encoding.UTF8.GetString);

    private static Statistics? StatisticsOf(RowGroup rowGroup, int column) =>
        rowGroup.Columns[column].MetaData?.Statistics;

    private static long? Int64(byte[]? bytes) =>
        bytes is { Length: 8 } ? BinaryPrimitives.ReadInt64LittleEndian(bytes) : null;
}
