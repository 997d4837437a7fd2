using Tauro.Storage.Disks;
using Tauro.Storage.Manifests;
using Tauro.Storage.Series;

namespace Tauro.Storage.Checkpoints;

/// <summary>The metric segments that the manifest names. Replaced as a whole.</summary>
internal sealed class LiveSegments
{
    private readonly Disk disk;
    private readonly Dictionary<string, LiveSegment> byPath;

    private LiveSegments(Disk disk, Dictionary<string, LiveSegment> byPath) =>
        (this.disk, this.byPath) = (disk, byPath);

    public static LiveSegments None(Disk disk) => new(disk, []);

    /// <summary>The segments of a manifest; those that are open already stay so.</summary>
    public LiveSegments With(Manifest manifest) => new(disk, manifest.Files
        .Where(file => file.Kind == ManifestFileKind.Metrics)
        .ToDictionary(
            file => file.Path, file => byPath.GetValueOrDefault(file.Path) ?? new LiveSegment(disk, file.Path)));

    public Task<MetricSegment> Open(string path) => byPath[path].Open();

    public async Task<IReadOnlyList<MetricChunk>> Read(SeriesKey series, long? minStep, long? maxStep)
    {
        var chunks = new List<MetricChunk>();
        foreach (var segment in byPath.Values)
        {
            await foreach (var chunk in (await segment.Open().ConfigureAwait(false)).ReadAsync(series, minStep, maxStep)
                .ConfigureAwait(false))
                chunks.Add(chunk);
        }

        return chunks;
    }

    /// <summary>Closes the segments that a later set no longer has.</summary>
    public async Task CloseMissing(LiveSegments later)
    {
        foreach (var (path, segment) in byPath)
        {
            if (!later.byPath.ContainsKey(path)) await segment.Close().ConfigureAwait(false);
        }
    }
}
