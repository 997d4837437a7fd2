using Tauro.Stores.Local.Disks;
using Tauro.Stores.Local.Manifests;
using Tauro.Stores.Local.Segments;

namespace Tauro.Stores.Local.Checkpoints;

/// <summary>
/// Keeps the number of metric segments small. When more than <see cref="SegmentsMax"/> have about the same size, they
/// are merged into one of the next size. A point is thus rewritten about once each time the store grows eightfold.
/// </summary>
internal sealed class MetricCompaction(Disk disk, Manifest manifest)
{
    public const int SegmentsMax = 8;
    private readonly List<ManifestFile>? chosen = Choose(manifest);
    private readonly long generation = manifest.Generation + 1;

    public bool IsDue => chosen is not null;

    /// <summary>The path of the merged segment.</summary>
    public string Path => $"runs/metrics-{generation:D8}.parquet";

    /// <summary>Merges the chosen segments into one, and returns the manifest that has it in their place.</summary>
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
