using Parquet;
using Tauro.Stores.Runs;

namespace Tauro.Stores.Local.Segments;

/// <summary>
/// Writes one metric segment, with at most one row group in memory. Chunks must be sorted by series, and within a
/// series by point, across chunks too. A chunk may repeat the last point of the previous one; it is written once.
/// </summary>
public sealed class MetricSegmentWriter : IAsyncDisposable
{
    private readonly SegmentOutput output;
    private readonly ParquetWriter parquet;
    private readonly RowGroupBuffer buffer = new();
    private readonly List<SegmentSpan> rowGroups = [];
    private readonly OutlineBuilder outlines = new();
    private SeriesKey? first;
    private SeriesKey? last;
    private (long Step, long Timestamp, double Value) lastPoint;
    private long rows;
    private long series;
    private bool completed;

    private MetricSegmentWriter(SegmentOutput output, ParquetWriter parquet)
    {
        this.output = output;
        this.parquet = parquet;
    }

    /// <param name="stream">An empty, writable stream. It stays open.</param>
    public static async Task<MetricSegmentWriter> CreateAsync(Stream stream, CancellationToken cancellation = default)
    {
        var output = new SegmentOutput(stream);
        return new(output, await ParquetWriter.CreateAsync(
            SegmentFormat.Schema, output, SegmentFormat.WriteOptions(), cancellationToken: cancellation));
    }

    /// <summary>Writes a complete segment.</summary>
    public static Task<SegmentSummary> WriteAsync(
        Stream stream, IEnumerable<MetricChunk> sorted, CancellationToken cancellation = default) =>
        WriteAsync(stream, sorted.ToAsyncEnumerable(), cancellation);

    /// <inheritdoc cref="WriteAsync(Stream, IEnumerable{MetricChunk}, CancellationToken)"/>
    public static async Task<SegmentSummary> WriteAsync(
        Stream stream, IAsyncEnumerable<MetricChunk> sorted, CancellationToken cancellation = default)
    {
        await using var writer = await CreateAsync(stream, cancellation);
        await foreach (var chunk in sorted.WithCancellation(cancellation)) await writer.AddAsync(chunk, cancellation);
        return await writer.CompleteAsync(cancellation);
    }

    /// <exception cref="InvalidOperationException">The chunk is out of order.</exception>
    public async ValueTask AddAsync(MetricChunk chunk, CancellationToken cancellation = default)
    {
        chunk = Admit(chunk);
        for (var start = 0; start < chunk.Count;)
        {
            if (buffer.Remaining == 0 || buffer.NeedsOwnRowGroup(chunk.Series)) await FlushAsync(cancellation);
            var count = Math.Min(buffer.Remaining, chunk.Count - start);
            var part = chunk.Slice(start, count);
            buffer.Add(part.Series, part.Steps.Span, part.Timestamps.Span, part.Values.Span);
            start += count;
        }
    }

    /// <summary>Writes the buffered rows, the outlines and the footer. The caller syncs the stream.</summary>
    public async Task<SegmentSummary> CompleteAsync(CancellationToken cancellation = default)
    {
        if (buffer.Count > 0) await FlushAsync(cancellation);
        var metadata = new Dictionary<string, string>
        {
            [SegmentFormat.FormatKey] = SegmentFormat.Format,
            [SegmentFormat.VersionKey] = SegmentFormat.Version,
            [SegmentFormat.RowGroupsKey] = SegmentSpan.Encode(rowGroups),
        };
        var written = await WriteOutlinesAsync(cancellation);
        if (written.Count > 0) metadata[SegmentFormat.OutlinesKey] = OutlineDirectory.Encode(written);
        parquet.CustomMetadata = metadata;
        output.BeginFooter();
        await DisposeAsync();
        await output.SealAsync(cancellation);
        return new(rows, series, rowGroups.Count, first, last);
    }

    /// <summary>Closes the writer. Without <see cref="CompleteAsync"/>, the file is not a valid segment.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!completed) await parquet.DisposeAsync();
        completed = true;
    }

    private async Task<IReadOnlyList<(SeriesKey, SegmentSpan)>> WriteOutlinesAsync(CancellationToken cancellation)
    {
        var written = new List<(SeriesKey, SegmentSpan)>();
        foreach (var (outlined, bytes) in outlines.Complete())
        {
            await output.WriteAsync(bytes, cancellation);
            written.Add((outlined, output.EndSpan()));
        }

        return written;
    }

    private MetricChunk Admit(MetricChunk chunk)
    {
        if (chunk.Count == 0) return chunk;
        var order = last is { } before ? before.CompareTo(chunk.Series) : -1;
        if (order > 0) throw OutOfOrder(chunk);
        if (order == 0)
        {
            var seam = Compare(lastPoint, chunk[0]);
            if (seam > 0) throw OutOfOrder(chunk);
            if (seam == 0) chunk = chunk.Slice(1, chunk.Count - 1);
            if (chunk.Count == 0) return chunk;
        }
        else
        {
            series++;
        }

        EnsureAscending(chunk);
        first ??= chunk.Series;
        last = chunk.Series;
        (lastPoint.Step, lastPoint.Timestamp, lastPoint.Value) = chunk[chunk.Count - 1];
        rows += chunk.Count;
        return chunk;
    }

    private static void EnsureAscending(MetricChunk chunk)
    {
        var steps = chunk.Steps.Span;
        var timestamps = chunk.Timestamps.Span;
        var values = chunk.Values.Span;
        for (var i = 1; i < steps.Length; i++)
        {
            if (PointOrder.Compare(
                steps[i - 1], timestamps[i - 1], values[i - 1], steps[i], timestamps[i], values[i]) >= 0)
            {
                throw OutOfOrder(chunk);
            }
        }
    }

    private static int Compare((long Step, long Timestamp, double Value) x, Contracts.Runs.MetricValue y) =>
        PointOrder.Compare(x.Step, x.Timestamp, x.Value, y.Step, y.Timestamp, y.Value);

    private static InvalidOperationException OutOfOrder(MetricChunk chunk) => new(
        $"Points of run {chunk.Series.RunId}, metric '{chunk.Series.Key}' are out of order or duplicated. Merge the "
        + "sources first.");

    private async Task FlushAsync(CancellationToken cancellation)
    {
        using var rowGroup = parquet.CreateRowGroup();
        await rowGroup.WriteAsync(SegmentFormat.RunId, buffer.Runs);
        await rowGroup.WriteAsync(SegmentFormat.Key, buffer.Keys);
        await rowGroup.WriteAsync(SegmentFormat.Step, buffer.Steps, cancellationToken: cancellation);
        await rowGroup.WriteAsync(SegmentFormat.Timestamp, buffer.Timestamps, cancellationToken: cancellation);
        await rowGroup.WriteAsync(SegmentFormat.Value, buffer.Values, cancellationToken: cancellation);
        rowGroup.CompleteValidate();
        rowGroups.Add(output.EndSpan());
        outlines.Add(buffer);
        buffer.Clear();
    }
}
