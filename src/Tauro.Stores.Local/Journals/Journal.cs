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
    private readonly ConcurrentQueue<JournalSegment> givenUp = [];
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
        bytes = segments.Sum(BytesOf);
        spare = new SpareSegment(disk, folder, options);
    }

    /// <summary>The sequence that the next frame gets.</summary>
    public long NextSequence { get; private set; }

    /// <summary>Bytes of frames in all segments. On any thread.</summary>
    public long Bytes => Interlocked.Read(ref bytes);

    private JournalSegment? Current => segments.Count > 0 ? segments[^1] : null;

    /// <summary>
    /// Reads every frame from <paramref name="from"/> on, in order, and cuts a torn tail.
    /// </summary>
    /// <exception cref="StorageCorruptException">A frame that was acknowledged is damaged or missing.</exception>
    public static Journal Open(
        Disk disk, string folder, long from, JournalOptions options, JournalReplay replay, out long tornBytes)
    {
        disk.CreateDirectory(folder);
        var (segments, next) = JournalRecovery.Run(disk, folder, from, replay, out tornBytes);
        return new Journal(disk, folder, options, segments, next);
    }

    /// <summary>Payload bytes that still fit the current segment.</summary>
    public int Room => Current is { } current ? current.Room - Frame.HeaderBytes : 0;

    /// <summary>Begins a segment with room for at least this payload.</summary>
    /// <exception cref="StorageFullException">The disk has no room for it; the journal holds what it held.</exception>
    public void Rotate(int payloadBytes)
    {
        var bytes = Math.Max(options.SegmentBytes, SegmentHeader.Bytes + Frame.HeaderBytes + payloadBytes);
        var made = spare.Take(NextSequence, bytes);
        try
        {
            disk.Rename($"{folder}/{SpareSegment.Name}", $"{folder}/{new SegmentName(NextSequence)}");
            disk.SyncDirectory(folder);
        }
        catch
        {
            // The name may be there: a frame put behind the one before would then stand in its way. The next rotation
            // has the same name and replaces it.
            made.File.Dispose();
            if (Current is { } current) current.Full = true;
            throw;
        }

        if (Current is { } empty && empty.First == made.First)
        {
            // It was too small for what comes, and has given its name to the new one: to drop it later would drop both.
            empty.File.Dispose();
            segments.RemoveAt(segments.Count - 1);
        }

        segments.Add(made);
        spare.Prepare();
    }

    /// <summary>Writes one frame; it is durable when this returns.</summary>
    public void Append(ReadOnlySpan<byte> payload)
    {
        var current = Current ?? throw new InvalidOperationException("Rotate before the first append.");
        var total = Frame.HeaderBytes + payload.Length;
        if (frame.Length < total) frame = new byte[Math.Max(total, frame.Length * 2)];
        Frame.Write(frame, NextSequence, payload);
        payload.CopyTo(frame.AsSpan(Frame.HeaderBytes));
        current.File.Write(frame.AsSpan(0, total), current.End);
        current.File.Sync();
        current.End += total;
        Interlocked.Add(ref bytes, total);
        NextSequence++;
        if (frame.Length > 1 << 20) frame = new byte[64 << 10];
    }

    /// <summary>
    /// After a failed append: takes back whatever part of the frame reached the disk, so that it can never come to
    /// life.
    /// </summary>
    public void CutUnacknowledged()
    {
        if (Current is not { } current) return;
        // The failed file's buffered pages cannot be trusted after a failed sync; a shorter file has none beyond its
        // end.
        current.File.SetLength(current.End);
        current.File.Sync();
        current.Full = true;
    }

    /// <summary>
    /// Lets go of the segments whose every frame is older than <paramref name="sequence"/>, which a checkpoint covers.
    /// They stay on the disk until <see cref="DeleteGivenUp"/>, or until the journal is opened again.
    /// </summary>
    public void GiveUpBefore(long sequence)
    {
        while (segments.Count > 1 && segments[1].First <= sequence)
        {
            givenUp.Enqueue(segments[0]);
            Interlocked.Add(ref bytes, -BytesOf(segments[0]));
            segments.RemoveAt(0);
        }
    }

    /// <summary>
    /// Deletes them, the oldest first. On another thread than the one that appends: the system may take many
    /// milliseconds to take a large file apart, and no frame ever has the name of one again. What could not be deleted
    /// is tried again the next time.
    /// </summary>
    public void DeleteGivenUp()
    {
        if (givenUp.IsEmpty) return;
        while (givenUp.TryPeek(out var oldest))
        {
            oldest.File.Dispose();
            disk.Delete($"{folder}/{new SegmentName(oldest.First)}");
            givenUp.TryDequeue(out _);
        }

        disk.SyncDirectory(folder);
    }

    public void Dispose()
    {
        spare.Dispose();
        foreach (var segment in segments.Concat(givenUp)) segment.File.Dispose();
    }

    private static long BytesOf(JournalSegment segment) => segment.End - SegmentHeader.Bytes;
}
