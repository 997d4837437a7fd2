using System.Collections.Concurrent;
using Tauro.Stores.Local.Disks;

namespace Tauro.Stores.Local.Journals;

/// <summary>
/// The write-ahead log of one store: frames in segments, appended by one thread, each append durable when it returns.
/// </summary>
internal sealed class Journal : IDisposable
{
    private readonly Disk disk;
    private readonly string folder;
    private readonly JournalOptions options;
    private readonly List<JournalSegment> segments;
    private readonly ConcurrentQueue<JournalSegment> retired = [];
    private readonly SpareSegment spare;
    private long bytes;
    private byte[] frame = new byte[64 << 10];

    private Journal(
        Disk disk, string folder, JournalOptions options, List<JournalSegment> segments, long nextSequence)
    {
        this.disk = disk;
        this.folder = folder;
        this.options = options;
        this.segments = segments;
        NextSequence = nextSequence;
        bytes = segments.Sum(segment => (long)segment.FrameBytes);
        spare = new SpareSegment(disk, folder, options);
    }

    /// <summary>The sequence of the next frame.</summary>
    public long NextSequence { get; private set; }

    /// <summary>The bytes of frames in all segments. Any thread may read it.</summary>
    public long Bytes => Interlocked.Read(ref bytes);

    private JournalSegment? Current => segments.Count > 0 ? segments[^1] : null;

    /// <summary>
    /// Opens the journal: replays the frames in order, starting at <paramref name="from"/>, and removes a torn tail.
    /// </summary>
    /// <exception cref="StorageCorruptException">A frame that was acknowledged is damaged or missing.</exception>
    public static Journal Open(
        Disk disk, string folder, long from, JournalOptions options, JournalReplay replay, out long tornBytes)
    {
        disk.CreateDirectory(folder);
        var (segments, next) = JournalRecovery.Run(disk, folder, from, replay, out tornBytes);
        return new Journal(disk, folder, options, segments, next);
    }

    /// <summary>The payload bytes that still fit into the current segment.</summary>
    public int RemainingBytes => Current is { } current ? JournalFormat2.PayloadBytesIn(current.RemainingBytes) : 0;

    /// <summary>Starts a new segment that has space for at least this payload.</summary>
    /// <exception cref="StorageFullException">The disk has no space for it. The journal is unchanged.</exception>
    public void Rotate(int payloadBytes)
    {
        var bytes = Math.Max(options.SegmentBytes, SegmentHeader.Bytes + JournalFormat2.BytesOf(payloadBytes));
        var created = spare.Take(NextSequence, bytes);
        try
        {
            disk.Rename($"{folder}/{SpareSegment.Name}", $"{folder}/{new SegmentName(NextSequence)}");
            disk.SyncDirectory(folder);
        }
        catch
        {
            // The new name may be on the disk. A frame that is appended to the previous segment would then have the
            // sequence of that name, so the segment takes no more frames. The next rotation replaces the file.
            created.File.Dispose();
            if (Current is { } current) current.Full = true;
            throw;
        }

        if (Current is { } empty && empty.First == created.First)
        {
            // The empty segment was too small, and the new one has replaced its file: deleting it later would delete
            // the new one.
            empty.File.Dispose();
            segments.RemoveAt(segments.Count - 1);
        }

        segments.Add(created);
        spare.Prepare();
    }

    /// <summary>Writes one frame, which is durable when this returns.</summary>
    public void Append(ReadOnlySpan<byte> payload)
    {
        var current = Current ?? throw new InvalidOperationException("Rotate before the first append.");
        var total = JournalFormat2.BytesOf(payload.Length);
        if (frame.Length < total) frame = new byte[Math.Max(total, frame.Length * 2)];
        JournalFormat2.Write(frame.AsSpan(0, total), current.End, current.Seed, NextSequence, payload);
        current.File.Write(frame.AsSpan(0, total), current.End);
        current.File.Sync();
        current.End += total;
        Interlocked.Add(ref bytes, total);
        NextSequence++;
        if (frame.Length > 1 << 20) frame = new byte[64 << 10];
    }

    /// <summary>
    /// Removes the part of a frame that a failed append may have written to the disk, so that it is never read.
    /// </summary>
    public void TruncateUnacknowledged()
    {
        if (Current is not { } current) return;
        // After a failed sync the file's buffered pages cannot be trusted. A truncated file has none beyond its end.
        current.File.SetLength(current.End);
        current.File.Sync();
        current.Full = true;
    }

    /// <summary>
    /// Retires the segments in which every frame is older than <paramref name="sequence"/>; a checkpoint covers them.
    /// They stay on the disk until <see cref="DeleteRetired"/>, or until the journal is opened again.
    /// </summary>
    public void RetireBefore(long sequence)
    {
        while (segments.Count > 1 && segments[1].First <= sequence)
        {
            retired.Enqueue(segments[0]);
            Interlocked.Add(ref bytes, -segments[0].FrameBytes);
            segments.RemoveAt(0);
        }
    }

    /// <summary>
    /// Deletes the retired segments, oldest first. Not called by the thread that appends: deleting a large file may
    /// take many milliseconds. No later segment has the name of a retired one. A segment that cannot be deleted is
    /// tried again the next time.
    /// </summary>
    public void DeleteRetired()
    {
        if (retired.IsEmpty) return;
        while (retired.TryPeek(out var oldest))
        {
            oldest.File.Dispose();
            disk.Delete($"{folder}/{new SegmentName(oldest.First)}");
            retired.TryDequeue(out _);
        }

        disk.SyncDirectory(folder);
    }

    public void Dispose()
    {
        spare.Dispose();
        foreach (var segment in segments.Concat(retired)) segment.File.Dispose();
    }
}
