using System.Collections.Concurrent;
using Tauro.Stores.Local.Checkpoints;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.Manifests;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Trails;

namespace Tauro.Stores.Local.History;

/// <summary>Reads the trail: old entries from its files, through their indexes, and new ones from memory.</summary>
internal sealed class TrailReader<TState>(LocalEngine<TState> engine) where TState : LocalState
{
    private const int AttemptsMax = 10;
    private readonly ConcurrentDictionary<ManifestFile, TrailSegment> opened = [];

    /// <summary>Returns the entries about a resource, newest first.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="snapshot">The end of the trail.</param>
    /// <param name="since">Older entries are not needed.</param>
    public IEnumerable<TrailLine> FindNewestFirst(string resource, TrailSnapshot snapshot, long? since = null) =>
        Read(resource, snapshot, long.MinValue, long.MaxValue, since, null, descending: true);

    /// <summary>
    /// Reads again when a checkpoint replaced a file during the read. <paramref name="read"/> must return what it has
    /// read, and not read later.
    /// </summary>
    public T Read<T>(Func<T> read)
    {
        for (var attempt = 0; ; attempt++)
        {
            var manifest = engine.Checkpoints.Manifest;
            try
            {
                return read();
            }
            catch (StorageCorruptException) when (
                attempt < AttemptsMax && !ReferenceEquals(manifest, engine.Checkpoints.Manifest))
            {
            }
            catch (IOException e)
            {
                throw new StorageUnavailableException($"The trail can't be read now: {e.Message}", e);
            }
        }
    }

    /// <summary>Returns entries between two sequences, both exclusive, in either order.</summary>
    /// <param name="resource">The resource; null for all.</param>
    /// <param name="snapshot">The end of the trail, taken before. Newer entries are not returned.</param>
    /// <param name="after">The lower bound.</param>
    /// <param name="before">The upper bound.</param>
    /// <param name="since">Files that end before this time are not read.</param>
    /// <param name="until">Files that begin after this time are not read.</param>
    /// <param name="descending">Whether the newest come first.</param>
    public IEnumerable<TrailLine> Read(
        string? resource, TrailSnapshot snapshot, long after, long before, long? since, long? until,
        bool descending)
    {
        var tail = snapshot.Lines;
        before = Math.Min(before, snapshot.Last.Sequence + 1);
        // The tail was taken first: a checkpoint in between only adds entries to the files that the tail has too.
        var key = resource is null ? null : TrailKeys.Find(resource);
        var old = Select(tail, after, before, since, until, descending).SelectMany(segment => key is { } known
            ? segment.Find(known, descending)
            : segment.ReadBetween(after, before, descending));
        var first = tail.Count > 0 ? tail[0].Sequence : long.MaxValue;
        var kept = old.Where(line => line.Sequence < first);
        var all = descending ? tail.Reverse().Concat(kept) : kept.Concat(tail);
        return all.Where(line => line.Sequence > after && line.Sequence < before
            && (resource is null || TrailKeys.Matches(line, resource)));
    }

    private List<TrailSegment> Segments(IReadOnlyList<TrailLine> tail)
    {
        var files = engine.Checkpoints.Manifest.Files;
        var first = tail.Count > 0 ? tail[0].Sequence : long.MaxValue;
        var live = files.Where(file => file.Kind == ManifestFileKind.Trail).ToList();
        foreach (var gone in opened.Keys.Except(live)) opened.TryRemove(gone, out _);
        return
        [
            .. live.Where(file => file.First < first).Select(file => opened.GetOrAdd(
                file, entry => new TrailSegment(engine.Disk, entry, TrailFiles.IndexOf(files, entry)))),
        ];
    }

    /// <summary>
    /// Returns the segments that may have entries between the bounds. It opens only those that a binary search needs.
    /// </summary>
    private IEnumerable<TrailSegment> Select(
        IReadOnlyList<TrailLine> tail, long after, long before, long? since, long? until, bool descending)
    {
        var segments = Segments(tail).FindAll(segment => segment.Last > after && segment.First < before);
        var end = until is null ? segments.Count : CountFirst(segments, segment => segment.FirstTime <= until);
        // The last one that begins before a time may end after it.
        var begin = since is null ? 0 : CountFirst(segments, segment => segment.FirstTime < since) - 1;
        var selected = segments.Take(Math.Max(0, begin)..end);
        foreach (var segment in descending ? selected.Reverse() : selected) yield return segment;
    }

    /// <summary>Returns how many of the first segments have a property that no later one has.</summary>
    private static int CountFirst(List<TrailSegment> segments, Predicate<TrailSegment> hasProperty)
    {
        var (low, high) = (0, segments.Count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (hasProperty(segments[middle])) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
