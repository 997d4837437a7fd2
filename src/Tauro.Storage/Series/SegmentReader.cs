using Parquet;
using Parquet.Meta;

namespace Tauro.Storage.Series;

/// <summary>One open stream on a segment, used by one reader at a time.</summary>
internal sealed class SegmentReader : IAsyncDisposable
{
    private readonly ParquetReader parquet;
    private readonly RowGroupChecksum checksum = new();
    private readonly string?[] runs = new string?[SegmentFormat.RowGroupRowsMax];
    private readonly string?[] keys = new string?[SegmentFormat.RowGroupRowsMax];

    private SegmentReader(ParquetReader parquet) => this.parquet = parquet;

    public IReadOnlyDictionary<string, string> Metadata => parquet.CustomMetadata;

    public FileMetaData Footer => parquet.Metadata ?? throw new InvalidDataException("It has no footer.");

    public bool HasSchema => parquet.Schema.Equals(SegmentFormat.Schema);

    public static async Task<SegmentReader> OpenAsync(Stream stream, CancellationToken cancellation)
    {
        try
        {
            await SegmentFrame.CheckAsync(stream, cancellation);
            return new(await ParquetReader.CreateAsync(
                stream, leaveStreamOpen: false, cancellationToken: cancellation));
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    /// <param name="expected">The checksum to hold the rows to; null for a segment that carries none.</param>
    public async Task<RowGroupRows> ReadAsync(
        int index, RowGroupBounds bounds, ulong? expected, CancellationToken cancellation)
    {
        var count = checked((int)bounds.Rows);
        using var rowGroup = parquet.OpenRowGroupReader(index);
        var (steps, timestamps, values) = (new long[count], new long[count], new double[count]);
        await rowGroup.ReadAsync(SegmentFormat.Step, steps.AsMemory(), cancellationToken: cancellation);
        await rowGroup.ReadAsync(SegmentFormat.Timestamp, timestamps.AsMemory(), cancellationToken: cancellation);
        await rowGroup.ReadAsync(SegmentFormat.Value, values.AsMemory(), cancellationToken: cancellation);
        var series = expected is not null && bounds.OnlySeries() is { } only
            ? [(only, 0, count)]
            : await ReadSeriesAsync(rowGroup, count, cancellation);
        if (expected is not null && Checksum(series, steps, timestamps, values) != expected)
        {
            throw new InvalidDataException($"The checksum of row group {index} differs.");
        }

        return new(series, steps, timestamps, values);
    }

    public ValueTask DisposeAsync() => parquet.DisposeAsync();

    // Decoding two text columns takes most of the time of a read; a row group of one series is spared it, its
    // checksum then proves that the statistics told the truth.
    private async Task<IReadOnlyList<(SeriesKey Series, int Start, int Rows)>> ReadSeriesAsync(
        ParquetRowGroupReader rowGroup, int count, CancellationToken cancellation)
    {
        await rowGroup.ReadAsync(SegmentFormat.RunId, runs.AsMemory(0, count), cancellationToken: cancellation);
        await rowGroup.ReadAsync(SegmentFormat.Key, keys.AsMemory(0, count), cancellationToken: cancellation);
        return [.. SeriesRuns.Of(new(runs!, 0, count), new(keys!, 0, count))];
    }

    private ulong Checksum(
        IReadOnlyList<(SeriesKey Series, int Start, int Rows)> series, long[] steps, long[] timestamps, double[] values)
    {
        foreach (var (one, _, rows) in series) checksum.AddSeries(one, rows);
        return checksum.Finish(steps, timestamps, values);
    }
}
