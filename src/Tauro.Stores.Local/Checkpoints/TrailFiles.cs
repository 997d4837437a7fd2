using Microsoft.Extensions.Logging;
using Tauro.Stores.Local.Disks;
using Tauro.Stores.Local.Manifests;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Trails;

namespace Tauro.Stores.Local.Checkpoints;

/// <summary>Writes the entries of the trail, with an index of each file.</summary>
internal sealed class TrailFiles(Disk disk, SegmentWriter write)
{
    public const string Stem = "trail/trail";
    public const string IndexExtension = ".index";

    /// <param name="files">The files of the trail, to which the new ones are added.</param>
    /// <param name="added">The entries.</param>
    public void Add(List<ManifestFile> files, IReadOnlyList<TrailLine> added) => new SequenceFiles<TrailLine>(
        disk, ManifestFileKind.Trail, Stem, line => line.Sequence, line => line.Bytes.Length + 1, line => line.Bytes,
        write, leavesDamaged: true).Add(files, added, (file, small, lines) => AddIndex(files, file, small, lines));

    /// <summary>Returns the index of a file of the trail.</summary>
    public static ManifestFile IndexOf(IEnumerable<ManifestFile> files, ManifestFile trail) =>
        Counterpart(files, trail, ManifestFileKind.TrailIndex);

    /// <summary>
    /// Writes the indexes again that are missing or have another length. One that can't be written is only missed by
    /// queries.
    /// </summary>
    public static void RestoreIndexes(Disk disk, IReadOnlyList<ManifestFile> files, ILogger log)
    {
        foreach (var index in files.Where(file => file.Kind == ManifestFileKind.TrailIndex))
        {
            if (SegmentFile.Exists(disk, index)) continue;
            try
            {
                var items = Scan(disk, Counterpart(files, index, ManifestFileKind.Trail));
                SegmentFile.Write(
                    disk, ManifestFileKind.TrailIndex, index.Path, stream => TrailIndex.Write(stream, items));
            }
            catch (Exception e) when (e is IOException or StorageCorruptException)
            {
                StoreLog.IndexNotRestored(log, index.Path, e);
            }
        }
    }

    private static ManifestFile Counterpart(
        IEnumerable<ManifestFile> files, ManifestFile file, ManifestFileKind kind) =>
        files.First(other => other.Kind == kind && other.First == file.First && other.Last == file.Last);

    private void AddIndex(
        List<ManifestFile> files, ManifestFile file, ManifestFile? small, IReadOnlyList<TrailLine> added)
    {
        var replaced = small is null ? null : IndexOf(files, small);
        var items = Items(file, small, replaced, added);
        var path = file.Path[..file.Path.LastIndexOf('.')] + IndexExtension;
        var index = write(ManifestFileKind.TrailIndex, path, stream => TrailIndex.Write(stream, items));
        if (replaced is not null) files.Remove(replaced);
        files.Add(index with { First = file.First, Last = file.Last });
    }

    private List<TrailIndexItem> Items(
        ManifestFile file, ManifestFile? small, ManifestFile? replaced, IReadOnlyList<TrailLine> added)
    {
        List<TrailIndexItem> items;
        try
        {
            items = replaced is null ? [] : TrailIndex.ReadAll(disk, replaced);
        }
        catch (StorageCorruptException)
        {
            return Scan(disk, file);
        }

        // The lines of the file that it replaces come first, where they were.
        var offset = small?.Bytes ?? 0;
        foreach (var line in added)
        {
            Add(items, line, offset);
            offset += line.Bytes.Length + 1;
        }

        return items;
    }

    /// <summary>Reads what the index of a file has.</summary>
    private static List<TrailIndexItem> Scan(Disk disk, ManifestFile trail)
    {
        var items = new List<TrailIndexItem>();
        var offset = 0L;
        new SequenceFile(disk, trail).Read(trail.First!.Value - 1, (int)trail.Items, bytes =>
        {
            Add(items, TrailLine.Read(bytes), offset);
            offset += bytes.Length + 1;
            return true;
        });
        return items;
    }

    private static void Add(List<TrailIndexItem> items, TrailLine line, long offset)
    {
        foreach (var key in TrailKeys.GetAll(line))
            items.Add(new TrailIndexItem(key, (uint)offset, (uint)line.Bytes.Length));
    }
}
