using Tauro.Stores.Local.Disks;
using Tauro.Stores.Local.Manifests;
using Tauro.Stores.Local.Segments;

namespace Tauro.Stores.Local.Checkpoints;

/// <summary>The metric segments that the manifest names. A new manifest gets a new instance.</summary>
internal sealed class LiveSegments
{
    private const double RemovedShareMax = 0.5;

    private readonly Disk disk;
    private readonly Dictionary<string, LiveSegment> byPath;

    private LiveSegments(Disk disk, Dictionary<string, LiveSegment> byPath) =>
        (this.disk, this.byPath) = (disk, byPath);

    public static LiveSegments Empty(Disk disk) => new(disk, []);

    /// <summary>Returns the segments of a manifest. Those that are already open stay open.</summary>
    public LiveSegments With(Manifest manifest) => new(disk, manifest.Files
        .Where(file => file.Kind == ManifestFileKind.Metrics)
        .ToDictionary(
            file => file.Path, file => byPath.GetValueOrDefault(file.Path) ?? new LiveSegment(disk, file.Path)));

    /// <summary>Looks up which segments are mostly of runs that do not exist, without reading their points.</summary>
    public async Task FindRemoved(Predicate<string> hasRun)
    {
        foreach (var segment in byPath.Values)
        {
            var removed = (await segment.Open().ConfigureAwait(false)).EstimateRemoved(hasRun);
            segment.IsMostlyRemoved = removed > RemovedShareMax;
        }
    }

    public bool IsMostlyRemoved(string path) =>
        byPath.GetValueOrDefault(path) is { IsMostlyRemoved: true };

    public Task<MetricSegment> Open(string path) => byPath[path].Open();

    /// <summary>Gets the row groups of all segments that may have points of a series, without reading them.</summary>
    public async Task<List<SeriesPart>> Parts(SeriesKey series, long? minStep, long? maxStep)
    {
        var parts = new List<SeriesPart>();
        foreach (var segment in byPath.Values)
            parts.AddRange((await segment.Open().ConfigureAwait(false)).Parts(series, minStep, maxStep));
        return parts;
    }

    /// <summary>Gets the largest number of points that a series can have, without reading any.</summary>
    public async Task<long> CountMax(SeriesKey series) =>
        (await Parts(series, null, null).ConfigureAwait(false)).Sum(part => part.Bounds.Rows);

    /// <summary>Reads one row group after another, so that at most one is in memory.</summary>
    public async IAsyncEnumerable<MetricChunk> Stream(SeriesKey series, long? minStep, long? maxStep)
    {
        foreach (var segment in byPath.Values)
        {
            await foreach (var chunk in Read(segment, series, minStep, maxStep).ConfigureAwait(false))
                yield return chunk;
        }
    }

    /// <summary>
    /// Adds a series to an outline: from the stored outlines of the segments where it is long, otherwise from its
    /// points.
    /// </summary>
    public async Task AddTo(SeriesOutline outline, SeriesKey series)
    {
        foreach (var liveSegment in byPath.Values)
        {
            var segment = await liveSegment.Open().ConfigureAwait(false);
            if (await segment.ReadOutlineAsync(series).ConfigureAwait(false) is { } stored) outline.Add(stored);
            else await foreach (var chunk in segment.ReadAsync(series).ConfigureAwait(false)) outline.Add(chunk);
        }
    }

    private static async IAsyncEnumerable<MetricChunk> Read(
        LiveSegment liveSegment, SeriesKey series, long? minStep, long? maxStep)
    {
        var segment = await liveSegment.Open().ConfigureAwait(false);
        await foreach (var chunk in segment.ReadAsync(series, minStep, maxStep).ConfigureAwait(false))
            yield return chunk;
    }

    /// <summary>Closes the segments that are not in a later set.</summary>
    public async Task CloseMissing(LiveSegments later)
    {
        foreach (var (path, segment) in byPath)
        {
            if (!later.byPath.ContainsKey(path)) await segment.Close().ConfigureAwait(false);
        }
    }
}
