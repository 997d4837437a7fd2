using Tauro.Stores.Local.Disks;

namespace Tauro.Stores.Local.Journals;

/// <summary>
/// Reads the segments when the journal is opened. Their bytes can be in these states:
/// 1. A segment other than the last: complete frames up to zeros or the end of the file. The first sequence of the next
///    segment follows that of its last frame.
/// 2. The last segment: complete frames, then zeros (never written).
/// 3. The last segment: complete frames, then a torn frame, and nothing after it. The torn frame is a batch that was
///    not acknowledged. It is replaced by zeros. <see cref="JournalFormat.FindDamage"/> distinguishes it from damage.
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
            if (SegmentHeader.Read(bytes, first, out var format) is { } wrong)
                throw new StorageCorruptException($"The journal segment '{disk.Describe(path)}' is damaged: {wrong}.")
                {
                    File = path,
                };
            var (last, end) = (format.Start, format.Start);
            next = first;
            while (format.TryRead(bytes, end, next, out var frame))
            {
                if (next >= from) replay(next, bytes.AsSpan(frame.PayloadAt, frame.Length));
                (last, end) = (end, frame.End);
                next++;
            }

            if (isLast && end > last) file.Write(bytes.AsSpan(last, end - last), last);

            torn = CutTornTail(disk, path, file, format, bytes, end, next, isLast);
            return Continue(file, first, format, end, bytes.Length, isLast);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Only the last segment takes more frames, and only in the format that is written.</summary>
    private static JournalSegment Continue(
        DiskFile file, long first, JournalFormat format, int end, int capacity, bool isLast) =>
        new(file, first, format.Start, capacity, format.Seed) { End = end, Full = !isLast || !format.IsWritten };

    private static long CutTornTail(
        Disk disk, string path, DiskFile file, JournalFormat format, ReadOnlySpan<byte> bytes, int end, long next,
        bool isLast)
    {
        var used = bytes[end..].LastIndexOfAnyExcept((byte)0) + 1;
        if (used == 0)
        {
            if (isLast) file.Sync();
            return 0;
        }

        var damage = isLast
            ? format.FindDamage(bytes, end, next)
            : $"frame {next} does not match its checksum, and later segments follow it";
        if (damage is not null)
            throw new StorageCorruptException(
                $"The journal segment '{disk.Describe(path)}' is damaged at byte {end}: {damage}. Opening the store " +
                "would lose acknowledged data. Restore the file from a backup.")
            {
                File = path,
            };
        Clear(file, end, used, format.HeaderBytes);
        return used;
    }

    /// <summary>
    /// Fills a torn frame with zeros, so that the segment keeps its size. The header is last: if this is interrupted,
    /// what remains is still a torn frame.
    /// </summary>
    private static void Clear(DiskFile file, int end, int used, int headerBytes)
    {
        if (used > headerBytes)
        {
            file.Write(new byte[used - headerBytes], end + headerBytes);
            file.Sync();
        }

        file.Write(new byte[Math.Min(used, headerBytes)], end);
        file.Sync();
    }

    private static StorageCorruptException Missing(Disk disk, string folder, long wanted, SegmentName found) => new(
        $"The journal in '{disk.Describe(folder)}' has no frame {wanted}: the next segment is '{found}'. A segment " +
        "is missing. Restore it from a backup.");
}
