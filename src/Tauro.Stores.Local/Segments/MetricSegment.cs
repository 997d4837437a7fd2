using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text;

namespace Tauro.Stores.Local.Segments;

/// <summary>
/// Reads a metric segment. The footer is read once, and reads decode only the row groups that can have the requested
/// points. Safe for concurrent use: each read in progress has its own stream, and a few idle streams are kept open.
/// </summary>
public sealed class MetricSegment : IAsyncDisposable
{
    private const int IdleReadersMax = 4;

    private readonly Func<Stream> open;
    private readonly RowGroupBounds[] rowGroups;
    private readonly SegmentSpan[] spans;
    private readonly Dictionary<SeriesKey, SegmentSpan> outlines;
    private readonly ConcurrentBag<SegmentReader> idle = [];
    private long rowGroupsRead;
    private volatile bool disposed;

    private MetricSegment(
        string name,
        Func<Stream> open,
        RowGroupBounds[] rowGroups,
        SegmentSpan[] spans,
        Dictionary<SeriesKey, SegmentSpan> outlines)
    {
        Name = name;
        this.open = open;
        this.rowGroups = rowGroups;
        this.spans = spans;
        this.outlines = outlines;
        Rows = rowGroups.Sum(bounds => bounds.Rows);
    }

    /// <summary>The name of the file, for messages.</summary>
    public string Name { get; }

    public long Rows { get; }

    public int RowGroupCount => rowGroups.Length;

    /// <summary>The number of row groups that all readers have decoded so far.</summary>
    public long RowGroupsRead => Interlocked.Read(ref rowGroupsRead);

    /// <param name="name">The name of the file, for messages.</param>
    /// <param name="open">Opens a seekable stream for reading. Several threads may call it.</param>
    /// <exception cref="StorageCorruptException">The file is not a metric segment, or is damaged.</exception>
    /// <exception cref="StorageUnavailableException">The disk failed to read the file.</exception>
    public static async Task<MetricSegment> OpenAsync(
        string name, Func<Stream> open, CancellationToken cancellation = default)
    {
        try
        {
            var reader = await SegmentReader.OpenAsync(new SegmentStream(name, open()), cancellation);
            try
            {
                var segment = Create(name, open, reader);
                segment.idle.Add(reader);
                return segment;
            }
            catch
            {
                await reader.DisposeAsync();
                throw;
            }
        }
        catch (Exception e) when (IsCorruption(e))
        {
            throw Corrupt(name, e);
        }
    }

    /// <summary>Reads the points of a series whose step is in the range, including both ends, in order.</summary>
    /// <exception cref="StorageCorruptException">The segment is damaged.</exception>
    /// <exception cref="StorageUnavailableException">The disk failed to read the file.</exception>
    public IAsyncEnumerable<MetricChunk> ReadAsync(
        SeriesKey series, long? minStep = null, long? maxStep = null, CancellationToken cancellation = default)
    {
        var (run, key) = (Encoding.UTF8.GetBytes(series.RunId), Encoding.UTF8.GetBytes(series.Key));
        return ReadAsync(
            bounds => bounds.MayHold(run, key, minStep, maxStep),
            rows => rows.Find(series)?.Within(minStep, maxStep) is { Count: > 0 } chunk ? [chunk] : [],
            cancellation);
    }

    /// <summary>Gets the row groups that may have points of a series in a step range, without reading them.</summary>
    internal IEnumerable<SeriesPart> Parts(SeriesKey series, long? minStep, long? maxStep)
    {
        var (run, key) = (Encoding.UTF8.GetBytes(series.RunId), Encoding.UTF8.GetBytes(series.Key));
        for (var i = 0; i < rowGroups.Length; i++)
            if (rowGroups[i].MayHold(run, key, minStep, maxStep)) yield return new SeriesPart(this, i, rowGroups[i]);
    }

    /// <summary>
    /// Estimates the share of rows whose runs are not kept, from the first and the last run of each row group.
    /// </summary>
    internal double EstimateRemoved(Predicate<string> keepRun)
    {
        var runs = rowGroups.SelectMany(bounds => bounds.OuterRuns()).ToList();
        return runs.Count == 0 ? 0 : (double)runs.Count(run => !keepRun(run)) / runs.Count;
    }

    /// <summary>Reads the points of a series in one row group. Returns null when it has none.</summary>
    /// <inheritdoc cref="ReadAsync(SeriesKey, long?, long?, CancellationToken)" path="/exception"/>
    internal async Task<MetricChunk?> ReadPartAsync(int rowGroup, SeriesKey series, CancellationToken cancellation)
    {
        var reader = await RentAsync(cancellation);
        try
        {
            return (await DecodeAsync(reader, rowGroup, cancellation)).Find(series);
        }
        finally
        {
            await ReturnAsync(reader);
        }
    }

    /// <summary>Reads all points in order, one row group at a time.</summary>
    /// <inheritdoc cref="ReadAsync(SeriesKey, long?, long?, CancellationToken)" path="/exception"/>
    public IAsyncEnumerable<MetricChunk> ReadAllAsync(CancellationToken cancellation = default) =>
        ReadAsync(_ => true, rows => rows.Chunks(), cancellation);

    /// <summary>
    /// Reads the stored outline of a series. Returns null when the series is short in this segment; reading its points
    /// is then fast.
    /// </summary>
    /// <inheritdoc cref="ReadAsync(SeriesKey, long?, long?, CancellationToken)" path="/exception"/>
    internal async Task<SeriesOutline?> ReadOutlineAsync(SeriesKey series, CancellationToken cancellation = default)
    {
        if (!outlines.TryGetValue(series, out var span)) return null;
        var reader = await RentAsync(cancellation);
        try
        {
            return await reader.ReadOutlineAsync(span, cancellation);
        }
        catch (Exception e) when (IsCorruption(e))
        {
            throw Corrupt(Name, e);
        }
        finally
        {
            await ReturnAsync(reader);
        }
    }

    /// <summary>Closes the idle streams. The stream of a read in progress is closed when the read ends.</summary>
    public async ValueTask DisposeAsync()
    {
        disposed = true;
        while (idle.TryTake(out var reader)) await reader.DisposeAsync();
    }

    private static MetricSegment Create(string name, Func<Stream> open, SegmentReader reader)
    {
        if (reader.Metadata.GetValueOrDefault(SegmentFormat.FormatKey) != SegmentFormat.Format)
        {
            throw new InvalidDataException("It is not a metric segment.");
        }

        var version = reader.Metadata.GetValueOrDefault(SegmentFormat.VersionKey);
        if (version != SegmentFormat.Version)
        {
            throw new InvalidDataException($"Its version is '{version}'; this Tauro reads {SegmentFormat.Version}.");
        }

        if (!reader.HasSchema) throw new InvalidDataException("Its columns are not those of a metric segment.");
        var bounds = reader.Footer.RowGroups.Select(RowGroupBounds.From).ToArray();
        if (bounds.Any(rowGroupBounds => rowGroupBounds.Rows is < 0 or > SegmentFormat.RowGroupRowsMax))
        {
            throw new InvalidDataException($"A row group has more than {SegmentFormat.RowGroupRowsMax} rows.");
        }

        var spans = SegmentSpan.Decode(reader.Metadata.GetValueOrDefault(SegmentFormat.RowGroupsKey) ?? "");
        if (spans.Length != bounds.Length)
            throw new InvalidDataException($"It has {bounds.Length} row groups; its metadata lists {spans.Length}.");
        var outlines = OutlineDirectory.Decode(
            reader.Metadata.GetValueOrDefault(SegmentFormat.OutlinesKey),
            spans is [.., var last] ? last.End : SegmentSpan.FirstStart);
        return new(name, open, bounds, spans, outlines);
    }

    private async IAsyncEnumerable<MetricChunk> ReadAsync(
        Predicate<RowGroupBounds> mayHold,
        Func<RowGroupRows, IEnumerable<MetricChunk>> select,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        SegmentReader? reader = null;
        try
        {
            for (var i = 0; i < rowGroups.Length; i++)
            {
                if (!mayHold(rowGroups[i])) continue;
                reader ??= await RentAsync(cancellation);
                foreach (var chunk in select(await DecodeAsync(reader, i, cancellation))) yield return chunk;
            }
        }
        finally
        {
            if (reader is not null) await ReturnAsync(reader);
        }
    }

    private async Task<RowGroupRows> DecodeAsync(SegmentReader reader, int index, CancellationToken cancellation)
    {
        try
        {
            Interlocked.Increment(ref rowGroupsRead);
            return await reader.ReadAsync(index, spans[index], rowGroups[index], cancellation);
        }
        catch (Exception e) when (IsCorruption(e))
        {
            throw Corrupt(Name, e);
        }
    }

    private async Task<SegmentReader> RentAsync(CancellationToken cancellation)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        if (idle.TryTake(out var reader)) return reader;
        try
        {
            return await SegmentReader.OpenAsync(new SegmentStream(Name, open()), cancellation);
        }
        catch (Exception e) when (IsCorruption(e))
        {
            throw Corrupt(Name, e);
        }
    }

    private async ValueTask ReturnAsync(SegmentReader reader)
    {
        if (!disposed && idle.Count < IdleReadersMax) idle.Add(reader);
        else await reader.DisposeAsync();

        // If the segment is disposed meanwhile, close the reader here in case the other call has not seen it.
        if (disposed) await DisposeAsync();
    }

    // A decoder throws almost any exception for invalid bytes, including IOException. SegmentStream reports a failing
    // disk, which may recover, with an exception type that is excluded here.
    private static bool IsCorruption(Exception e) => e is not (OperationCanceledException
        or StorageCorruptException or StorageUnavailableException or ObjectDisposedException);

    private static StorageCorruptException Corrupt(string name, Exception e) =>
        new($"The metric segment '{name}' is damaged: {e.Message} Restore the file from a backup.", e) { File = name };
}
