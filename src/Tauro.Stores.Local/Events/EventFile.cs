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
    private readonly Disk disk;
    private readonly ManifestFile entry;
    private readonly List<int> marks = [0];

    /// <exception cref="StorageCorruptException">The file is missing or was changed.</exception>
    public EventFile(Disk disk, ManifestFile entry)
    {
        (this.disk, this.entry) = (disk, entry);
        var bytes = SegmentFile.Read(disk, entry).AsSpan();
        var at = 0;
        for (var lines = 1; bytes[at..].IndexOf((byte)'\n') is var length and >= 0; lines++)
        {
            at += length + 1;
            if (lines % LinesBetweenMarks == 0) marks.Add(at);
        }

        if (marks[^1] != at) marks.Add(at);
    }

    /// <summary>Adds events after a sequence until the list has the maximum count or the file ends.</summary>
    public void Read(long after, int countMax, List<EventRecord> found)
    {
        var skipped = (int)Math.Max(0, after + 1 - entry.First!.Value);
        var first = skipped / LinesBetweenMarks;
        var end = Math.Min(
            marks.Count - 1, (skipped + countMax - found.Count + LinesBetweenMarks - 1) / LinesBetweenMarks);
        var rented = ArrayPool<byte>.Shared.Rent(marks[end] - marks[first]);
        try
        {
            var part = rented.AsSpan(0, marks[end] - marks[first]);
            SegmentFile.ReadPart(disk, entry, part, marks[first]);
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
