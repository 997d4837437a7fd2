using System.Text.Json;
using Tauro.Stores.Local.Checkpoints;
using Tauro.Stores.Local.Disks;
using Tauro.Stores.Local.Manifests;
using Tauro.Stores.Local.Trails;

namespace Tauro.Stores.Local.History;

/// <summary>A file of the trail with its index. Each line that is read is checked by its own hash.</summary>
internal sealed class TrailSegment(Disk disk, ManifestFile entry, ManifestFile index)
{
    private const int WindowLines = 256;
    private const int FirstLineBytes = 4_096;
    private SequenceFile? lines;
    private long firstTime = -1;

    public long First => entry.First!.Value;

    public long Last => entry.Last!.Value;

    /// <summary>The time of its first entry, in Unix milliseconds.</summary>
    public long FirstTime
    {
        get
        {
            if (firstTime < 0) firstTime = ReadFirst().Time;
            return firstTime;
        }
    }

    /// <summary>Reads the lines between two sequences, both exclusive, in either order.</summary>
    public IEnumerable<TrailLine> ReadBetween(long after, long before, bool descending)
    {
        var (low, high) = (Math.Max(after, First - 1), Math.Min(before, Last + 1));
        while (high - low > 1)
        {
            var count = (int)Math.Min(WindowLines, high - low - 1);
            var window = Read(descending ? high - count - 1 : low, count);
            if (descending) window.Reverse();
            foreach (var line in window) yield return line;
            if (descending) high -= count;
            else low += count;
        }
    }

    /// <summary>Reads the lines that the index has under a key, in either order.</summary>
    public IEnumerable<TrailLine> Find(ulong key, bool descending)
    {
        var found = TrailIndex.Find(disk, index, key);
        if (found.Count == 0) yield break;
        if (descending) found.Reverse();
        using var file = SegmentFile.Open(disk, entry);
        foreach (var item in found)
        {
            var bytes = new byte[item.Length];
            if (file.Read(bytes, item.Offset) < bytes.Length) throw Changed();
            yield return Parse(bytes);
        }
    }

    private TrailLine ReadFirst()
    {
        using var file = SegmentFile.Open(disk, entry);
        for (var bytes = new byte[FirstLineBytes]; ; bytes = new byte[2 * bytes.Length])
        {
            var read = file.Read(bytes, 0);
            if (bytes.AsSpan(0, read).IndexOf((byte)'\n') is >= 0 and var length) return Parse(bytes.AsSpan(0, length));
            if (read < bytes.Length) throw Changed();
        }
    }

    private List<TrailLine> Read(long after, int countMax)
    {
        lines ??= new SequenceFile(disk, entry);
        var found = new List<TrailLine>(countMax);
        lines.Read(after, countMax, bytes =>
        {
            var line = Parse(bytes);
            if (line.Sequence > after) found.Add(line);
            return found.Count < countMax;
        });
        return found.Count == countMax ? found : throw Changed();
    }

    private TrailLine Parse(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var line = TrailLine.Read(bytes);
            return line.HasOwnHash ? line : throw Changed();
        }
        catch (JsonException)
        {
            throw Changed();
        }
    }

    private StorageCorruptException Changed() =>
        SegmentFile.Damaged(disk, entry, "has an entry that was changed; verify the trail to find out which");
}
