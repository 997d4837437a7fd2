using Tauro.Stores.Local.Disks;
using Tauro.Stores.Local.Manifests;

namespace Tauro.Stores.Local.Checkpoints;

/// <summary>
/// Writes records with consecutive sequences into files of limited size, the first ones together with those of a small
/// last file.
/// </summary>
/// <param name="disk">The service's folder.</param>
/// <param name="kind">The kind of the files.</param>
/// <param name="stem">The folder and the beginning of the names of the files.</param>
/// <param name="sequence">Returns the sequence of a record.</param>
/// <param name="estimate">Estimates the bytes of a record.</param>
/// <param name="encode">Returns a record as a line, without the line feed.</param>
/// <param name="write">Writes a file.</param>
/// <param name="leavesDamaged">Whether a damaged last file is left as it is. Otherwise nothing can be added.</param>
internal sealed class SequenceFiles<T>(
    Disk disk, ManifestFileKind kind, string stem, Func<T, long> sequence, Func<T, int> estimate,
    Func<T, byte[]> encode, SegmentWriter write, bool leavesDamaged = false)
{
    private const int ItemsPerFile = 10_000;
    private const long FileBytes = 32 << 20;

    /// <param name="files">The files, to which the new ones are added.</param>
    /// <param name="added">The records.</param>
    /// <param name="onWritten">Gets each new file with the file that it replaces, if any, and its new records.</param>
    public void Add(
        List<ManifestFile> files, IReadOnlyList<T> added,
        Action<ManifestFile, ManifestFile?, IReadOnlyList<T>>? onWritten = null)
    {
        ManifestFile? small = files.LastOrDefault(file => file.Kind == kind) is
            { Items: < ItemsPerFile, Bytes: < FileBytes } last ? last : null;
        for (var at = 0; at < added.Count; small = null)
        {
            var (items, bytes) = (small?.Items ?? 0, small?.Bytes ?? 0);
            var part = new List<T>();
            for (; at < added.Count && items < ItemsPerFile && bytes < FileBytes; at++, items++)
            {
                part.Add(added[at]);
                bytes += estimate(added[at]);
            }

            ManifestFile file;
            try
            {
                file = Write(small, part);
            }
            catch (StorageCorruptException) when (leavesDamaged && small is not null)
            {
                // The next read of it reports the damage. New records do not wait for its repair.
                small = null;
                file = Write(null, part);
            }

            if (small is not null) files.Remove(small);
            files.Add(file);
            onWritten?.Invoke(file, small, part);
        }
    }

    /// <param name="small">The last file, which the new one replaces; null to keep it.</param>
    /// <param name="added">The records.</param>
    private ManifestFile Write(ManifestFile? small, List<T> added)
    {
        var (first, last) = (small?.First ?? sequence(added[0]), sequence(added[^1]));
        var file = write(kind, $"{stem}-{first:D16}-{last:D16}.jsonl", stream =>
        {
            if (small is not null) SegmentFile.Check(disk, small, stream.Write);
            foreach (var record in added)
            {
                stream.Write(encode(record));
                stream.WriteByte((byte)'\n');
            }

            return (small?.Items ?? 0) + added.Count;
        });
        return file with { First = first, Last = last };
    }
}
