using Tauro.Stores.Local.Disks;

namespace Tauro.Stores.Local.Journals;

/// <summary>
/// Reads the segments when the journal is opened. Their bytes can be in these states:
/// 1. A segment other than the last: complete frames up to zeros or the end of the file. The first sequence of the next
///    segment follows that of its last frame.
/// 2. The last segment: complete frames, then zeros (never written).
/// 3. The last segment: complete frames, then a torn frame, and no complete frame after it. The torn frame is a batch
///    that was not acknowledged. It is replaced by zeros.
/// 4. The last segment without a complete header: impossible, since the header is synced before the rename.
/// 5. <c>spare.tmp</c>: never part of the log. It is deleted.
/// Anything else means that acknowledged bytes are lost, and the store refuses to open.
/// Names and the last frame that a killed process wrote can be read here although they were never synced. They are made
/// durable before anything depends on them or is deleted because of them; otherwise a power failure could still remove
/// them. For that, the last frame is written again: if its sync failed, the system may have marked its pages clean
/// without writing them.
/// </summary>
internal static class JournalRecovery
{
    public static (List<JournalSegment> Segments, long Next) Run(
        Disk disk, string folder, long from, JournalReplay replay, out long tornBytes)
    {
        tornBytes = 0;
        disk.SyncDirectory(folder);
        var names = new List<SegmentName>();
        foreach (var file in disk.ListFiles(folder))
        {
            if (SegmentName.TryParse(file, out var name)) names.Add(name);
            else if (file.EndsWith(".tmp", StringComparison.Ordinal)) disk.Delete($"{folder}/{file}");
        }

        if (names.Count == 0 && from > 1)
            throw new StorageCorruptException(
                $"The journal in '{disk.Describe(folder)}' is missing, but the manifest names frame {from} as its " +
                "start. Restore it from a backup.");
        var segments = new List<JournalSegment>();
        var next = from;
        try
        {
            for (var i = 0; i < names.Count; i++)
            {
                var isLast = i == names.Count - 1;
                if (!isLast && names[i + 1].FirstSequence <= from)
                {
                    disk.Delete($"{folder}/{names[i]}"); // A checkpoint covers it but did not delete it.
                    continue;
                }

                if (segments.Count == 0 ? names[i].FirstSequence > from : names[i].FirstSequence != next)
                    throw Missing(disk, folder, segments.Count == 0 ? from : next, names[i]);
                segments.Add(Read(disk, $"{folder}/{names[i]}", names[i].FirstSequence, from, isLast, replay,
                    out next, out tornBytes));
            }
        }
        catch
        {
            segments.ForEach(segment => segment.File.Dispose());
            throw;
        }

        if (segments.Count > 0 && next < from)
        {
            segments.ForEach(segment => segment.File.Dispose());
            throw new StorageCorruptException(
                $"The journal in '{disk.Describe(folder)}' ends before frame {from}, which the manifest names as its " +
                "start. A segment was shortened or replaced. Restore it from a backup.");
        }

        return (segments, Math.Max(next, from));
    }

    private static JournalSegment Read(
        Disk disk, string path, long first, long from, bool isLast, JournalReplay replay, out long next, out long torn)
    {
        var file = disk.Open(path, write: true);
        try
        {
            var bytes = new byte[file.Length];
            bytes.AsSpan(file.Read(bytes, 0)).Clear();
            if (SegmentHeader.Check(bytes, first) is { } wrong)
                throw new StorageCorruptException($"The journal segment '{disk.Describe(path)}' is damaged: {wrong}.");
            var (last, end) = (SegmentHeader.Bytes, SegmentHeader.Bytes);
            next = first;
            while (TryReadFrame(bytes, end, next, out var frame))
            {
                if (next >= from) replay(next, bytes.AsSpan(end + Frame.HeaderBytes, frame.Length));
                (last, end) = (end, end + Frame.HeaderBytes + frame.Length);
                next++;
            }

            if (isLast && end > last) file.Write(bytes.AsSpan(last, end - last), last);

            torn = CutTornTail(disk, path, file, bytes, end, next, isLast);
            return new JournalSegment(file, first, end, bytes.Length) { Full = !isLast };
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static bool TryReadFrame(ReadOnlySpan<byte> bytes, int at, long sequence, out Frame frame) =>
        Frame.TryRead(bytes[at..], out frame) && frame.Sequence == sequence
        && frame.Length <= bytes.Length - at - Frame.HeaderBytes
        && frame.Matches(bytes.Slice(at + Frame.HeaderBytes, frame.Length));

    private static long CutTornTail(
        Disk disk, string path, DiskFile file, ReadOnlySpan<byte> bytes, int end, long next, bool isLast)
    {
        var rest = bytes[end..];
        var used = rest.LastIndexOfAnyExcept((byte)0) + 1;
        if (used == 0)
        {
            if (isLast) file.Sync();
            return 0;
        }

        if (!isLast || HasLaterFrame(rest, next))
            throw new StorageCorruptException(
                $"The journal segment '{disk.Describe(path)}' is damaged at byte {end}: frame {next} does not match " +
                "its checksum, and later frames follow it. Opening the store would lose acknowledged data. Restore " +
                "the file from a backup.");
        // Zeroed rather than truncated: the segment keeps its size.
        file.Write(new byte[used], end);
        file.Sync();
        return used;
    }

    /// <summary>Returns whether a complete frame with a later sequence follows a broken one at any offset.</summary>
    private static bool HasLaterFrame(ReadOnlySpan<byte> rest, long broken)
    {
        for (var at = 1; at + Frame.HeaderBytes <= rest.Length; at++)
        {
            if (Frame.TryRead(rest[at..], out var frame) && frame.Sequence > broken
                && TryReadFrame(rest, at, frame.Sequence, out _))
                return true;
        }

        return false;
    }

    private static StorageCorruptException Missing(Disk disk, string folder, long wanted, SegmentName found) => new(
        $"The journal in '{disk.Describe(folder)}' has no frame {wanted}: the next segment is '{found}'. A segment " +
        "is missing. Restore it from a backup.");
}
