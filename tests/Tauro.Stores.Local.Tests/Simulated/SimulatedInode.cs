namespace Tauro.Stores.Local.Tests.Simulated;

/// <summary>
/// The bytes of a file: those that a reader sees, and those that survive a crash. After a failed sync, bytes written
/// before it may be lost even if a later sync succeeds, as on Linux, which marks the pages clean.
/// </summary>
internal sealed class SimulatedInode
{
    private readonly List<Change> since = [];
    private byte[] seen = [];
    private byte[] durable = [];

    public long Length { get; private set; }

    public static SimulatedInode Of(byte[] bytes) =>
        new() { seen = [.. bytes], durable = bytes, Length = bytes.Length };

    public int Read(Span<byte> buffer, long offset)
    {
        var count = (int)Math.Clamp(Length - offset, 0, buffer.Length);
        if (count > 0) seen.AsSpan((int)offset, count).CopyTo(buffer);
        return count;
    }

    public void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        since.Add(new Change(offset, bytes.ToArray(), Fate.Unsynced));
        Length = Put(ref seen, Length, offset, bytes);
    }

    public void SetLength(long length)
    {
        since.Add(new Change(length, null, Fate.Unsynced));
        Length = Resize(ref seen, Length, length);
    }

    public void Sync()
    {
        for (var i = 0; i < since.Count; i++)
        {
            if (since[i].Fate == Fate.Unsynced) since[i] = since[i] with { Fate = Fate.Durable };
        }

        if (since.Exists(change => change.Fate == Fate.Doubtful)) return;
        durable = seen.AsSpan(0, (int)Length).ToArray();
        since.Clear();
    }

    public void FailSync()
    {
        for (var i = 0; i < since.Count; i++)
        {
            if (since[i].Fate == Fate.Unsynced) since[i] = since[i] with { Fate = Fate.Doubtful };
        }
    }

    public SimulatedInode Clone()
    {
        var clone = new SimulatedInode { seen = seen.AsSpan(0, (int)Length).ToArray(), durable = durable,
            Length = Length };
        clone.since.AddRange(since);
        return clone;
    }

    public byte[] Bytes() => seen.AsSpan(0, (int)Length).ToArray();

    /// <summary>Returns the bytes after a power failure; without a random source, only the synced ones.</summary>
    public byte[] Survivors(Random? random)
    {
        byte[] bytes = [.. durable];
        long length = bytes.Length;
        foreach (var change in since)
        {
            var (from, to) = (0, change.Bytes?.Length ?? 0);
            if (change.Fate != Fate.Durable)
            {
                switch (random?.Next(4))
                {
                    case null or 0: continue;
                    case 1: to = random.Next(to + 1); break;
                    case 2: from = random.Next(to + 1); break;
                }
            }

            if (change.Bytes is null) length = Resize(ref bytes, length, change.Offset);
            else if (to > from) length = Put(ref bytes, length, change.Offset + from, change.Bytes.AsSpan(from..to));
        }

        return bytes.AsSpan(0, (int)length).ToArray();
    }

    private static long Put(ref byte[] target, long length, long offset, ReadOnlySpan<byte> bytes)
    {
        var end = Math.Max(length, offset + bytes.Length);
        if (end > target.Length) Array.Resize(ref target, (int)Math.Max(end, target.Length * 2));
        bytes.CopyTo(target.AsSpan((int)offset));
        return end;
    }

    private static long Resize(ref byte[] target, long length, long to)
    {
        if (to > target.Length) Array.Resize(ref target, (int)to);
        if (to < length) target.AsSpan((int)to, (int)(length - to)).Clear();
        return to;
    }

    private enum Fate
    {
        Unsynced,
        Doubtful,
        Durable,
    }

    /// <param name="Offset">The offset of the bytes; without bytes, the new length.</param>
    private readonly record struct Change(long Offset, byte[]? Bytes, Fate Fate);
}
