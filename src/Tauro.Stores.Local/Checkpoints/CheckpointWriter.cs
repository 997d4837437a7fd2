using System.Text.Json;
using Tauro.Contracts.Json;
using Tauro.Stores.Local.Disks;
using Tauro.Stores.Local.Manifests;
using Tauro.Stores.Local.Metrics;
using Tauro.Stores.Local.Segments;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Tables;
using Tauro.Stores.Runs;

namespace Tauro.Stores.Local.Checkpoints;

/// <summary>Writes a cut into new segments, and returns the manifest that names them.</summary>
internal sealed class CheckpointWriter(Disk disk, Manifest previous, LocalStoreOptions options)
{
    private const int DocumentSegmentsMax = 8;
    private const int EventsPerFile = 10_000;
    private readonly long generation = previous.Generation + 1;
    private readonly List<ManifestFile> files = [.. previous.Files];
    private readonly List<string> written = [];

    /// <summary>The files written so far, which are deleted if the checkpoint fails.</summary>
    public IReadOnlyList<string> Written => written;

    public List<FlushedSeries> Flushed { get; } = [];

    public Manifest Write(CheckpointCut cut)
    {
        for (var i = 0; i < cut.Documents.Count; i++) WriteDocuments(cut.State.Tables[i], cut.Documents[i]);
        if (cut.Points is { Series.Count: > 0 } points) WritePoints(points);
        var lastEvent = previous.LastEvent;
        if (cut.Events.Count > 0)
        {
            WriteEvents(cut.Events);
            lastEvent = cut.Events[^1].Sequence;
        }

        return new Manifest(Manifest.FormatVersion, generation, cut.JournalFrom, lastEvent, files);
    }

    private void WriteDocuments(DocumentTable table, DocumentCut cut)
    {
        if (cut.Count == 0) return;
        var segments = files.FindAll(file => file.Table == table.Path);
        var stored = segments.Sum(file => file.Items) + cut.Count;
        var replace = segments.Count >= DocumentSegmentsMax || stored > 2L * table.Count + 1_000;
        var lines = replace ? table.WriteAll() : cut.Lines;
        Add(ManifestFileKind.Documents, $"{table.Path}-{generation:D8}.jsonl", stream =>
        {
            long count = 0;
            DocumentSegment.Write(stream, CountLines(lines, () => count++));
            return count;
        }, table.Path);
        if (replace) files.RemoveAll(segments.Contains);
    }

    private void WritePoints(PointCut cut)
    {
        var sorted = cut.Series.Distinct().Order(MetricSeriesOrder.Instance);
        Add(ManifestFileKind.Metrics, $"runs/metrics-{generation:D8}.parquet", stream =>
            MetricSegmentWriter.WriteAsync(stream, Chunks(sorted, cut.Epoch)).GetAwaiter().GetResult().Rows);
    }

    private IEnumerable<MetricChunk> Chunks(IEnumerable<MetricSeries> sorted, int epoch)
    {
        foreach (var series in sorted)
        {
            IReadOnlyList<PointBuffer> buffers;
            lock (series) buffers = series.TakeFlushing(epoch);
            if (buffers.Count == 0) continue;
            Flushed.Add(new FlushedSeries(series, buffers));
            var points = KeyPoints.Concat([.. buffers.Select(buffer => buffer.ToKeyPoints(series.Key))]);
            yield return MetricChunk.SortInPlace(new SeriesKey(series.RunId, series.Key), points);
        }
    }

    /// <summary>Writes events into a file together with those of the small files at the end of the history.</summary>
    private void WriteEvents(IReadOnlyList<Tauro.Contracts.Events.EventRecord> events)
    {
        var joined = files.FindAll(file => file.Kind == ManifestFileKind.Events && file.Items < EventsPerFile);
        var first = joined.Count > 0 ? joined[0].First!.Value : events[0].Sequence;
        Add(ManifestFileKind.Events, $"events/events-{first:D16}-{events[^1].Sequence:D16}.jsonl", stream =>
        {
            foreach (var file in joined) stream.Write(SegmentFile.Read(disk, file));
            DocumentSegment.Write(
                stream, events.Select(record => JsonSerializer.SerializeToUtf8Bytes(record, TauroJson.Options)));
            return joined.Sum(file => file.Items) + events.Count;
        });
        files.RemoveAll(joined.Contains);
        files[^1] = files[^1] with { First = first, Last = events[^1].Sequence };
        ExpireEvents();
    }

    private void ExpireEvents()
    {
        var kept = files.Where(file => file.Kind == ManifestFileKind.Events).Sum(file => file.Items);
        while (files.Find(file => file.Kind == ManifestFileKind.Events) is { } oldest
            && kept - oldest.Items >= options.EventsKept)
        {
            kept -= oldest.Items;
            files.Remove(oldest);
        }
    }

    private void Add(ManifestFileKind kind, string path, Func<Stream, long> write, string? table = null)
    {
        written.Add(path);
        files.Add(SegmentFile.Write(disk, kind, path, write, table));
    }

    private static IEnumerable<byte[]> CountLines(IEnumerable<byte[]> lines, Action count)
    {
        foreach (var line in lines)
        {
            count();
            yield return line;
        }
    }
}
