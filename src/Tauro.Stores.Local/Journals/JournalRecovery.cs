using Tauro.Stores.Local.Disks;

namespace Tauro.Stores.Local.Journals;

/// <summary>
/// Reads the segments when the journal is opened. Their bytes can be in these states:
/// 1. A segment other than the last: complete frames up to the first sequence of the next segment. What follows them
///    was never acknowledged, or it would be in the next segment.
/// 2. The last segment: complete frames, then zeros (never written).
/// 3. The last segment: complete frames, then a torn frame, and nothing after it. The torn frame is a batch that was
///    not acknowledged. It stays, and the next frame begins a new segment: if it were overwritten or cut off, a failed
///    sync could bring it back. <see cref="JournalFormat.FindDamage"/> distinguishes it from damage.
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
                long? following = i < names.Count - 1 ? names[i + 1].FirstSequence : null;
                if (following <= from)
                {
                    disk.Delete($"{folder}/{names[i]}"); // A checkpoint covers it but did not delete it.
                    continue;
                }

                if (segments.Count == 0 ? names[i].FirstSequence > from : names[i].FirstSequence != next)
                    throw Missing(disk, folder, segments.Count == 0 ? from : next, names[i]);
                segments.Add(Read(disk, $"{folder}/{names[i]}", names[i].FirstSequence, from, following,
                    replay, out next, out tornBytes));
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
        Disk disk, string path, long first, long from, long? following, JournalReplay replay, out long next,
        out long torn)
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
            next = first;
            var (last, end) = ReadFrames(format, bytes, ref next, from, following, replay);

            torn = 0;
            if (next != following) torn = FindTornTail(disk, path, format, bytes, end, next, following);
            if (following is null)
            {
                if (end > last) file.Write(bytes.AsSpan(last, end - last), last);
                file.Sync();
            }

            // Only the last segment takes more frames, only in the format that is written, and not over a torn one.
            return new(file, first, format.Start, bytes.Length, format.Seed)
            {
                End = end, Full = following is not null || torn > 0 || !format.IsWritten,
            };
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Reads the complete frames of a segment.</summary>
    /// <returns>The positions of the last frame and of its end.</returns>
    public static (int Last, int End) ReadFrames(
        JournalFormat format, ReadOnlySpan<byte> bytes, ref long next, long from, long? following,
        JournalReplay replay)
    {
        var (last, end) = (format.Start, format.Start);
        while (next != following && format.TryRead(bytes, end, next, out var frame))
        {
            if (next >= from) replay(next, bytes.Slice(frame.PayloadAt, frame.Length));
            (last, end) = (end, frame.End);
            next++;
        }

        return (last, end);
    }

    /// <summary>Returns the length of a torn frame; zero when nothing follows the last frame.</summary>
    private static long FindTornTail(
        Disk disk, string path, JournalFormat format, ReadOnlySpan<byte> bytes, int end, long next, long? following)
    {
        var used = bytes[end..].LastIndexOfAnyExcept((byte)0) + 1;
        if (used == 0) return 0;
        var damage = following is null
            ? format.FindDamage(bytes, end, next)
            : $"frame {next} does not match its checksum, and later segments follow it";
        if (damage is not null)
            throw new StorageCorruptException(
                $"The journal segment '{disk.Describe(path)}' is damaged at byte {end}: {damage}. Opening the store " +
                "would lose acknowledged data. Restore the file from a backup.")
            {
                File = path,
            };
        return used;
    }

    private static StorageCorruptException Missing(Disk disk, string folder, long wanted, SegmentName found) => new(
        $"The journal in '{disk.Describe(folder)}' has no frame {wanted}: the next segment is '{found}'. A segment " +
        "is missing. Restore it from a backup.");
}
