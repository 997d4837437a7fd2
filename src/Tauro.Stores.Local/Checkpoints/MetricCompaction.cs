using Tauro.Stores.Local.Disks;
using Tauro.Stores.Local.Manifests;
using Tauro.Stores.Local.Segments;
using Tauro.Stores.Local.State;

namespace Tauro.Stores.Local.Checkpoints;

/// <summary>
/// Merges metric segments: when more than <see cref="SegmentsMax"/> have about the same size, into one of the next
/// size. The points of runs that no longer exist are left out; a segment with mostly such points is written again.
/// </summary>
internal sealed class MetricCompaction : Compaction
{
    public const int SegmentsMax = 8;
    private readonly Disk disk;
    private readonly LiveSegments segments;
    private readonly LocalState state;

    private MetricCompaction(
        Disk disk, IReadOnlyList<ManifestFile> replaced, LiveSegments segments, LocalState state)
        : base(replaced) => (this.disk, this.segments, this.state) = (disk, segments, state);

    public static new IEnumerable<MetricCompaction> Due(
        Disk disk, Manifest manifest, LiveSegments segments, LocalState state)
    {
        var tiers = manifest.Files
            .Where(file => file.Kind == ManifestFileKind.Metrics)
            .GroupBy(file => (int)Math.Log(Math.Max(file.Items, 1), SegmentsMax))
            .OrderBy(tier => tier.Key);
        foreach (var tier in tiers)
        {
            List<ManifestFile> due = tier.Count() > SegmentsMax
                ? [.. tier]
                : [.. tier.Where(file => segments.IsMostlyRemoved(file.Path))];
            if (due.Count > 0) yield return new MetricCompaction(disk, due, segments, state);
        }
    }

    public override string PathOf(long number) => $"runs/metrics-{number:D8}.parquet";

    public override ManifestFile Write(string path, Action check) =>
        SegmentFile.Write(
            disk, ManifestFileKind.Metrics, path, stream => Merge(stream).GetAwaiter().GetResult(), check: check);

    private async Task<long> Merge(Stream stream)
    {
        var open = new List<MetricSegment>();
        foreach (var file in Replaced) open.Add(await segments.Open(file.Path).ConfigureAwait(false));
        return (await MetricSegmentCompaction.MergeAsync(open, stream, state.HasRun).ConfigureAwait(false)).Rows;
    }
}
