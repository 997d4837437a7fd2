using System.Buffers;
using Tauro.Stores.Local.Disks;

namespace Tauro.Stores.Local.Manifests;

/// <summary>
/// A file of records with consecutive sequences, one per line. While the file is checked, the positions of some lines
/// are noted, so that reading a page reads little more than that page, even if it is old.
/// </summary>
internal sealed class SequenceFile
{
    private const int LinesBetweenMarks = 64;
    private const int PartBytes = 1 << 20;
    private readonly Disk disk;
    private readonly ManifestFile entry;
    private readonly List<long> marks = [0];

    /// <exception cref="StorageCorruptException">The file is missing or was changed.</exception>
    public SequenceFile(Disk disk, ManifestFile entry)
    {
        (this.disk, this.entry) = (disk, entry);
        var (lines, end) = (0, 0L);
        SegmentFile.Check(disk, entry, part =>
        {
            for (var at = 0; part[at..].IndexOf((byte)'\n') is var length and >= 0;)
            {
                at += length + 1;
                if (++lines % LinesBetweenMarks == 0) marks.Add(end + at);
            }

            end += part.Length;
        });
        if (marks[^1] != end) marks.Add(end);
    }

    /// <summary>Gets a line; returns false when no more lines are needed.</summary>
    public delegate bool LineReader(ReadOnlySpan<byte> line);

    /// <summary>Reads lines, beginning at or a little before the one after a sequence.</summary>
    /// <param name="after">The sequence.</param>
    /// <param name="countMax">The number of lines after it that are needed at most.</param>
    /// <param name="read">Gets each line.</param>
    public void Read(long after, int countMax, LineReader read)
    {
        var skipped = (int)Math.Max(0, after + 1 - entry.First!.Value);
        var last = Math.Min(marks.Count - 1, (skipped + countMax + LinesBetweenMarks - 1) / LinesBetweenMarks);
        for (var first = skipped / LinesBetweenMarks; first < last;)
        {
            var end = first + 1;
            while (end < last && marks[end + 1] - marks[first] <= PartBytes) end++;
            if (!ReadPart(marks[first], (int)(marks[end] - marks[first]), read)) return;
            first = end;
        }
    }

    private bool ReadPart(long offset, int length, LineReader read)
    {
        var rented = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            var part = rented.AsSpan(0, length);
            SegmentFile.ReadPart(disk, entry, part, offset);
            foreach (var range in part.Split((byte)'\n'))
                if (!part[range].IsEmpty && !read(part[range])) return false;
            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
