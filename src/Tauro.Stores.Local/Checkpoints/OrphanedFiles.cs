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
    /// Requires a complete journal if there is no manifest. The segments are then those of an interrupted first
    /// checkpoint, and the journal still has all their data. Otherwise a person has removed the manifest, and a sweep
    /// would delete the remaining data.
    /// </summary>
    /// <exception cref="StorageCorruptException">A manifest is missing.</exception>
    public static void RequireJournal(Disk disk, LocalState state)
    {
        var found = disk.ListFiles("journal").FirstOrDefault(name => SegmentName.TryParse(name, out _));
        if (found is not null)
        {
            if (SegmentName.TryParse(found, out var first) && first.FirstSequence > 1)
                throw ManifestMissing(disk, $"journal/{found}");
            return;
        }

        if (Segments(disk, state)
            .FirstOrDefault(path => !path.EndsWith(".tmp", StringComparison.Ordinal)) is { } segment)
            throw ManifestMissing(disk, segment);
    }

    private static StorageCorruptException ManifestMissing(Disk disk, string found) => new(
        $"'{disk.Describe(Manifest.FileName)}' is missing: '{disk.Describe(found)}' exists, and only the manifest " +
        "names what belongs with it. Restore the manifest from a backup of the same moment, or move the folder " +
        "elsewhere to start with an empty store.")
    {
        File = Manifest.FileName,
    };

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
        var stems = state.Tables.Select(table => table.Path).Append("events/events").Append(TrailFiles.Stem);
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
        return dot > 0 && rest[dot..] is ".jsonl" or ".parquet" or TrailFiles.IndexExtension
            && !rest[..dot].ContainsAnyExcept("0123456789-");
    }
}
