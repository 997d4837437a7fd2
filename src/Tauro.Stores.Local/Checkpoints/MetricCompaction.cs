using Tauro.Stores.Local.Disks;
using Tauro.Stores.Local.Manifests;
using Tauro.Stores.Local.Segments;

namespace Tauro.Stores.Local.Checkpoints;

/// <summary>
/// Keeps metric segments few: when more than <see cref="SegmentsMax"/> are of about the same size, they become one of
/// the next size. A point is so written again about once for every eightfold growth of the store.
/// </summary>
internal sealed class MetricCompaction(Disk disk, Manifest manifest)
{
    public const int SegmentsMax = 8;
    private readonly List<ManifestFile>? chosen = Choose(manifest);
    private readonly long generation = manifest.Generation + 1;

    public bool IsDue => chosen is not null;

    /// <summary>The segment it writes.</summary>
    public string Path => $"runs/metrics-{generation:D8}.parquet";

    /// <summary>Writes one segment of those chosen; answers the manifest with it in their place.</summary>
    public async Task<Manifest> Write(LiveSegments segments)
    {
        var open = new List<MetricSegment>();
        foreach (var file in chosen!) open.Add(await segments.Open(file.Path).ConfigureAwait(false));
        var merged = await Task.Run(() => SegmentFile.Write(disk, ManifestFileKind.Metrics, Path, stream =>
            MetricSegmentCompaction.MergeAsync(open, stream).GetAwaiter().GetResult().Rows)).ConfigureAwait(false);
        return manifest with
        {
            Generation = generation,
            Files = [.. manifest.Files.Where(file => !chosen.Contains(file)), merged],
        };
    }

    private static List<ManifestFile>? Choose(Manifest manifest) => manifest.Files
        .Where(file => file.Kind == ManifestFileKind.Metrics)
        .GroupBy(file => (int)Math.Log(Math.Max(file.Items, 1), SegmentsMax))
        .OrderBy(tier => tier.Key)
        .Select(tier => tier.ToList())
        .FirstOrDefault(tier => tier.Count > SegmentsMax);
}
