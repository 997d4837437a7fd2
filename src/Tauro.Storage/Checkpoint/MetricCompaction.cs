using Microsoft.Extensions.Logging;
using Tauro.Storage.Disks;
using Tauro.Storage.Manifests;
using Tauro.Storage.Series;

namespace Tauro.Storage.Checkpoints;

/// <summary>
/// Keeps metric segments few: when more than <see cref="SegmentsMax"/> are of about the same size, they become one of
/// the next size. A point is so written again about once for every eightfold growth of the store.
/// </summary>
internal static class MetricCompaction
{
    public const int SegmentsMax = 8;

    public static async Task Run(
        Disk disk, Manifest manifest, LiveSegments segments, Action<Manifest> publish, ILogger log)
    {
        if (Choose(manifest) is not { } chosen) return;
        var open = new List<MetricSegment>();
        foreach (var file in chosen) open.Add(await segments.Open(file.Path).ConfigureAwait(false));
        var generation = manifest.Generation + 1;
        var path = $"runs/metrics-{generation:D8}.parquet";
        try
        {
            var merged = await Task.Run(() => SegmentFile.Write(disk, ManifestFileKind.Metrics, path, stream =>
                MetricSegmentCompaction.MergeAsync(open, stream).GetAwaiter().GetResult().Rows)).ConfigureAwait(false);
            publish(manifest with
            {
                Generation = generation,
                Files = [.. manifest.Files.Where(file => !chosen.Contains(file)), merged],
            });
        }
        catch
        {
            DeadFiles.Delete(disk, path, log);
            throw;
        }
    }

    private static List<ManifestFile>? Choose(Manifest manifest) => manifest.Files
        .Where(file => file.Kind == ManifestFileKind.Metrics)
        .GroupBy(file => (int)Math.Log(Math.Max(file.Items, 1), SegmentsMax))
        .OrderBy(tier => tier.Key)
        .Select(tier => tier.ToList())
        .FirstOrDefault(tier => tier.Count > SegmentsMax);
}
