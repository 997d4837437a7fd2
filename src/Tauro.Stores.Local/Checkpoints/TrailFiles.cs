using Tauro.Stores.Local.Disks;
using Tauro.Stores.Local.Manifests;
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
        write).Add(files, added, (file, small, lines) => AddIndex(files, file, small, lines));

    /// <summary>Returns the index of a file of the trail.</summary>
    public static ManifestFile IndexOf(IEnumerable<ManifestFile> files, ManifestFile trail) => files.First(file =>
        file.Kind == ManifestFileKind.TrailIndex && file.First == trail.First && file.Last == trail.Last);

    private void AddIndex(
        List<ManifestFile> files, ManifestFile file, ManifestFile? small, IReadOnlyList<TrailLine> added)
    {
        // The lines of the file that it replaces come first, where they were.
        var replaced = small is null ? null : IndexOf(files, small);
        var items = replaced is null ? [] : TrailIndex.ReadAll(disk, replaced);
        var offset = small?.Bytes ?? 0;
        foreach (var line in added)
        {
            foreach (var key in TrailKeys.GetAll(line))
                items.Add(new TrailIndexItem(key, (uint)offset, (uint)line.Bytes.Length));
            offset += line.Bytes.Length + 1;
        }

        var path = file.Path[..file.Path.LastIndexOf('.')] + IndexExtension;
        var index = write(ManifestFileKind.TrailIndex, path, stream => TrailIndex.Write(stream, items));
        if (replaced is not null) files.Remove(replaced);
        files.Add(index with { First = file.First, Last = file.Last });
    }
}
