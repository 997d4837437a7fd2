using System.Buffers;
using System.Text.Json;
using Tauro.Contracts.Events;
using Tauro.Contracts.Json;
using Tauro.Stores.Local.Disks;
using Tauro.Stores.Local.Manifests;

namespace Tauro.Stores.Local.Events;

/// <summary>
/// A file of events, one per line without gaps. While the file is checked, the positions of some lines are noted,
/// so that reading a page reads little more than that page, even if it is old.
/// </summary>
internal sealed class EventFile
{
    private const int LinesBetweenMarks = 64;
    private const int PartBytes = 1 << 20;
    private readonly Disk disk;
    private readonly ManifestFile entry;
    private readonly List<long> marks = [0];

    /// <exception cref="StorageCorruptException">The file is missing or was changed.</exception>
    public EventFile(Disk disk, ManifestFile entry)
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

    /// <summary>Adds events after a sequence until the list has the maximum count or the file ends.</summary>
    public void Read(long after, int countMax, List<EventRecord> found)
    {
        var skipped = (int)Math.Max(0, after + 1 - entry.First!.Value);
        var last = Math.Min(
            marks.Count - 1, (skipped + countMax - found.Count + LinesBetweenMarks - 1) / LinesBetweenMarks);
        for (var first = skipped / LinesBetweenMarks; first < last;)
        {
            var end = first + 1;
            while (end < last && marks[end + 1] - marks[first] <= PartBytes) end++;
            ReadPart(marks[first], (int)(marks[end] - marks[first]), after, countMax, found);
            first = end;
        }
    }

    private void ReadPart(long offset, int length, long after, int countMax, List<EventRecord> found)
    {
        var rented = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            var part = rented.AsSpan(0, length);
            SegmentFile.ReadPart(disk, entry, part, offset);
            foreach (var range in part.Split((byte)'\n'))
            {
                if (found.Count == countMax || part[range].IsEmpty) return;
                var record = JsonSerializer.Deserialize<EventRecord>(part[range], TauroJson.Options)!;
                if (record.Sequence > after) found.Add(record);
            }
        }
        catch (JsonException)
        {
            throw SegmentFile.Damaged(disk, entry, "was changed while it was read");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
