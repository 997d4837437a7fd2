using Microsoft.Extensions.Logging;
using Tauro.Stores.Local.Disks;
using Tauro.Stores.Local.Journals;
using Tauro.Stores.Local.Manifests;
using Tauro.Stores.Local.State;

namespace Tauro.Stores.Local.Checkpoints;

/// <summary>
/// Deletes segments that the manifest does not name: replaced ones, and those of an interrupted checkpoint.
/// </summary>
internal static class OrphanedFiles
{
    public static void Sweep(Disk disk, Manifest manifest, LocalState state, ILogger log)
    {
        var live = manifest.Files.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        foreach (var path in Segments(disk, state).Where(path => !live.Contains(path)).ToList())
            Delete(disk, path, log);
    }

    /// <summary>
    /// Requires a journal if there are segments but no manifest. With a journal, the segments are those of an
    /// interrupted first checkpoint, and the journal still has all their data. Without one, a person has removed both,
    /// and a sweep would delete the remaining data.
    /// </summary>
    /// <exception cref="StorageCorruptException">There are segments, but neither a manifest nor a journal.</exception>
    public static void RequireJournal(Disk disk, LocalState state)
    {
        if (disk.ListFiles("journal").Any(name => SegmentName.TryParse(name, out _))) return;
        if (Segments(disk, state)
            .FirstOrDefault(path => !path.EndsWith(".tmp", StringComparison.Ordinal)) is not { } found) return;
        throw new StorageCorruptException(
            $"'{disk.Describe(found)}' exists, but neither '{disk.Describe(Manifest.FileName)}' nor a journal does. " +
            "Restore them from a backup, or move the folder elsewhere to start with an empty store.");
    }

    public static void Delete(Disk disk, string path, ILogger log)
    {
        try
        {
            disk.Delete(path);
        }
        catch (Exception e)
        {
            // Whatever it is: what led here is committed or has failed already, and must not fail with another reason.
            StoreLog.DeleteFailed(log, path, e);
        }
    }

    /// <summary>
    /// Lists all segments in the folder, live or not. They are recognized by name, so other files are left alone.
    /// </summary>
    private static IEnumerable<string> Segments(Disk disk, LocalState state)
    {
        var stems = state.Tables.Select(table => table.Path).Append("events/events");
        if (state.Points is not null) stems = stems.Append("runs/metrics");
        return
            from stem in stems
            let slash = stem.LastIndexOf('/')
            from name in disk.ListFiles(stem[..slash])
            where IsSegment(name, stem[(slash + 1)..])
            select $"{stem[..slash]}/{name}";
    }

    /// <summary>Matches the stem, <c>-</c>, numbers, an extension, and optionally <c>.tmp</c>.</summary>
    private static bool IsSegment(string name, string stem)
    {
        if (!name.StartsWith(stem + "-", StringComparison.Ordinal)) return false;
        var rest = name.AsSpan(stem.Length + 1);
        if (rest.EndsWith(".tmp", StringComparison.Ordinal)) rest = rest[..^4];
        var dot = rest.IndexOf('.');
        return dot > 0 && rest[dot..] is ".jsonl" or ".parquet"
            && !rest[..dot].ContainsAnyExcept("0123456789-");
    }
}
