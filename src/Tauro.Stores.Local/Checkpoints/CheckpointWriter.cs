using System.Runtime.InteropServices;
using System.Text.Json;
using Tauro.Contracts.Events;
using Tauro.Contracts.Json;
using Tauro.Stores.Local.Disks;
using Tauro.Stores.Local.Manifests;
using Tauro.Stores.Local.Metrics;
using Tauro.Stores.Local.Segments;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Tables;
using Tauro.Stores.Local.Trails;
using Tauro.Stores.Runs;

namespace Tauro.Stores.Local.Checkpoints;

/// <summary>Writes a cut into new segments.</summary>
/// <param name="disk">The service's folder.</param>
/// <param name="previous">The manifest in force. Until this checkpoint ends, no other one changes its events.</param>
/// <param name="number">The number in the names of the segments.</param>
/// <param name="options">The options of the store.</param>
internal sealed class CheckpointWriter(Disk disk, Manifest previous, long number, LocalStoreOptions options)
{
    /// <summary>An estimate of the members of an event other than its subject and its data.</summary>
    private const int EventMembersBytes = 300;

    private readonly List<ManifestFile> segments = [];
    private readonly List<ManifestFile> events =
        [.. previous.Files.Where(file => file.Kind == ManifestFileKind.Events)];
    private readonly List<ManifestFile> trail = [.. previous.Files.Where(IsTrail)];
    private readonly List<string> written = [];
    private (long Sequence, long? Time) lastEvent = (previous.LastEvent, previous.LastEventTime);
    private TrailHead? trailHead = previous.Trail;

    /// <summary>The files written so far, which are deleted if the checkpoint fails.</summary>
    public IReadOnlyList<string> Written => written;

    public List<FlushedSeries> Flushed { get; } = [];

    public List<WrittenDocuments> Documents { get; } = [];

    public void Write(CheckpointCut cut)
    {
        for (var i = 0; i < cut.Documents.Count; i++) WriteDocuments(cut.State.Tables[i], cut.Documents[i]);
        if (cut.Points is { Series.Count: > 0 } points) WritePoints(points);
        if (cut.Events.Count > 0)
        {
            WriteEvents(cut.Events);
            lastEvent = (cut.Events[^1].Sequence, cut.Events[^1].Time.ToUnixTimeMilliseconds());
        }

        if (cut.Trail.Count == 0) return;
        new TrailFiles(disk, Write).Add(trail, cut.Trail);
        trailHead = cut.Trail[^1].Head;
    }

    /// <summary>Returns a manifest with what was written.</summary>
    public Manifest AddTo(Manifest manifest, CheckpointCut cut) => manifest with
    {
        JournalFrom = cut.JournalFrom,
        LastEvent = lastEvent.Sequence,
        LastEventTime = lastEvent.Time,
        Trail = trailHead,
        Files =
        [
            .. manifest.Files.Where(file => file.Kind != ManifestFileKind.Events && !IsTrail(file)), .. segments,
            .. events, .. trail,
        ],
    };

    private static bool IsTrail(ManifestFile file) =>
        file.Kind is ManifestFileKind.Trail or ManifestFileKind.TrailIndex;

    private void WriteDocuments(DocumentTable table, DocumentCut cut)
    {
        if (cut.Count == 0) return;
        List<StoredDocument> stored = [];
        segments.Add(Write(ManifestFileKind.Documents, $"{table.Path}-{number:D8}.jsonl", stream =>
        {
            stored = DocumentSegment.Write(stream, cut.Lines);
            return cut.Count;
        }, table.Path));
        Documents.Add(new WrittenDocuments(table, table.OpenSegment(disk, segments[^1].Path), stored));
    }

    private void WritePoints(PointCut cut)
    {
        var sorted = cut.Series.Distinct().Order(MetricSeriesOrder.Instance);
        segments.Add(Write(ManifestFileKind.Metrics, $"runs/metrics-{number:D8}.parquet", stream =>
            MetricSegmentWriter.WriteAsync(stream, Chunks(sorted, cut.Epoch)).GetAwaiter().GetResult().Rows));
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

    private void WriteEvents(IReadOnlyList<EventRecord> added)
    {
        new SequenceFiles<EventRecord>(
            disk, ManifestFileKind.Events, "events/events", record => record.Sequence, EstimateBytes,
            record => JsonSerializer.SerializeToUtf8Bytes(record, TauroJson.Options), Write).Add(events, added);
        ExpireEvents();
    }

    private static int EstimateBytes(EventRecord record) =>
        EventMembersBytes + record.Subject.Length + JsonMarshal.GetRawUtf8Value(record.Data).Length;

    private void ExpireEvents()
    {
        var kept = events.Sum(file => file.Items);
        while (kept - events[0].Items >= options.EventsKept)
        {
            kept -= events[0].Items;
            events.RemoveAt(0);
        }
    }

    private ManifestFile Write(ManifestFileKind kind, string path, Func<Stream, long> write) =>
        Write(kind, path, write, null);

    private ManifestFile Write(ManifestFileKind kind, string path, Func<Stream, long> write, string? table)
    {
        written.Add(path);
        return SegmentFile.Write(disk, kind, path, write, table, RequireSpace);
    }

    // What is written must leave the space that the journal needs.
    private void RequireSpace()
    {
        var free = disk.FreeBytes();
        if (free >= options.CheckpointFreeBytesMin) return;
        throw new StorageFullException(
            $"A checkpoint in '{disk.Describe("")}' must leave {options.CheckpointFreeBytesMin >> 20} MiB of free "
            + $"space; there are {free >> 20} MiB. Free some space. The journal still has everything that was "
            + "acknowledged.");
    }
}
