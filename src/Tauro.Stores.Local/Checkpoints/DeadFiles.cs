using Microsoft.Extensions.Logging;
using Tauro.Stores.Local.Disks;
using Tauro.Stores.Local.Journals;
using Tauro.Stores.Local.Manifests;
using Tauro.Stores.Local.State;

namespace Tauro.Stores.Local.Checkpoints;

/// <summary>
/// Deletes segments that no manifest names: replaced ones, and those of a checkpoint that was cut short.
/// </summary>
internal static class DeadFiles
{
    public static void Sweep(Disk disk, Manifest manifest, LocalState state, ILogger log)
    {
        var live = manifest.Files.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        foreach (var path in Segments(disk, state).Where(path => !live.Contains(path)).ToList())
            Delete(disk, path, log);
    }

    /// <summary>
    /// Without a manifest, segments are those of a first checkpoint that was cut short, and the journal still holds all
    /// of it. Without a journal either, a person took both away: to sweep then would take the rest.
    /// </summary>
    /// <exception cref="StorageCorruptException">There are segments, and neither manifest nor journal.</exception>
    public static void RequireJournal(Disk disk, LocalState state)
    {
        if (disk.ListFiles("journal").Any(name => SegmentName.TryParse(name, out _))) return;
        if (Segments(disk, state)
            .FirstOrDefault(path => !path.EndsWith(".tmp", StringComparison.Ordinal)) is not { } found) return;
        throw new StorageCorruptException(
            $"'{disk.Describe(found)}' is there, but neither '{disk.Describe(Manifest.FileName)}' nor a journal. " +
            "Restore them from a backup, or move the folder away to begin anew.");
    }

    public static void Delete(Disk disk, string path, ILogger log)
    {
        try
        {
            disk.Delete(path);
        }
        catch (IOException e)
        {
            StoreLog.DeleteFailed(log, path, e);
        }
    }

    /// <summary>
    /// All segments there are, named or not, by their names alone: what others put beside them is theirs.
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

    /// <summary>The stem, <c>-</c>, numbers, and an extension, perhaps <c>.tmp</c> behind it.</summary>
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
