using Parquet;
using Parquet.Meta;

namespace Tauro.Stores.Local.Segments;

/// <summary>An open stream of a segment, for one read at a time.</summary>
internal sealed class SegmentReader : IAsyncDisposable
{
    private readonly SegmentStream stream;
    private readonly ParquetReader parquet;
    private readonly string?[] runs = new string?[SegmentFormat.RowGroupRowsMax];
    private readonly string?[] keys = new string?[SegmentFormat.RowGroupRowsMax];

    private SegmentReader(SegmentStream stream, ParquetReader parquet)
    {
        this.stream = stream;
        this.parquet = parquet;
    }

    public IReadOnlyDictionary<string, string> Metadata => parquet.CustomMetadata;

    public FileMetaData Footer => parquet.Metadata ?? throw new InvalidDataException("It has no footer.");

    public bool HasSchema => parquet.Schema.Equals(SegmentFormat.Schema);

    public static async Task<SegmentReader> OpenAsync(SegmentStream stream, CancellationToken cancellation)
    {
        try
        {
            await stream.LoadFooterAsync(cancellation);
            var parquet = await ParquetReader.CreateAsync(
                stream, leaveStreamOpen: false, cancellationToken: cancellation);
            stream.Unload();
            return new(stream, parquet);
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    public async Task<RowGroupRows> ReadAsync(
        int index, SegmentSpan span, RowGroupBounds bounds, CancellationToken cancellation)
    {
        await stream.LoadAsync(span, cancellation);
        var count = checked((int)bounds.Rows);
        using var rowGroup = parquet.OpenRowGroupReader(index);
        var (steps, timestamps, values) = (new long[count], new long[count], new double[count]);
        await rowGroup.ReadAsync(SegmentFormat.Step, steps.AsMemory(), cancellationToken: cancellation);
        await rowGroup.ReadAsync(SegmentFormat.Timestamp, timestamps.AsMemory(), cancellationToken: cancellation);
        await rowGroup.ReadAsync(SegmentFormat.Value, values.AsMemory(), cancellationToken: cancellation);

        // Decoding the string columns takes most of the time of a read; a row group with one series does not need it.
        IReadOnlyList<(SeriesKey, int, int)> series = bounds.OnlySeries() is { } only
            ? [(only, 0, count)]
            : await ReadSeriesAsync(rowGroup, count, cancellation);
        return new(series, steps, timestamps, values);
    }

    public async Task<SeriesOutline> ReadOutlineAsync(SegmentSpan span, CancellationToken cancellation)
    {
        await stream.LoadAsync(span, cancellation);
        return StoredOutline.Decode(stream.Loaded.ToArray());
    }

    public async ValueTask DisposeAsync()
    {
        await parquet.DisposeAsync();
        await stream.DisposeAsync();
    }

    private async Task<IReadOnlyList<(SeriesKey, int, int)>> ReadSeriesAsync(
        ParquetRowGroupReader rowGroup, int count, CancellationToken cancellation)
    {
        await rowGroup.ReadAsync(SegmentFormat.RunId, runs.AsMemory(0, count), cancellationToken: cancellation);
        await rowGroup.ReadAsync(SegmentFormat.Key, keys.AsMemory(0, count), cancellationToken: cancellation);
        return [.. SeriesRanges.Find(new(runs!, 0, count), new(keys!, 0, count))];
    }
}
