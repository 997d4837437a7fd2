namespace Tauro.Stores.Local.Tests.Simulated;

/// <summary>
/// The bytes of a file: those that a reader sees, and those that survive a crash. After a failed sync, bytes written
/// before it may be lost even if a later sync succeeds, as on Linux, which marks the pages clean.
/// </summary>
internal sealed class SimulatedInode
{
    private const int SectorBytes = 512;
    private readonly List<Change> unsynced = [];
    private byte[] visible = [];
    private byte[] durable = [];
    private long durableLength;
    private bool isVisibleShared;
    private bool isDurableShared;

    public long Length { get; private set; }

    public static SimulatedInode From(byte[] bytes) =>
        new()
        {
            visible = bytes, durable = bytes, Length = bytes.Length, durableLength = bytes.Length,
            isVisibleShared = true, isDurableShared = true,
        };

    public int Read(Span<byte> buffer, long offset)
    {
        var count = (int)Math.Clamp(Length - offset, 0, buffer.Length);
        if (count > 0) visible.AsSpan((int)offset, count).CopyTo(buffer);
        return count;
    }

    public void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        unsynced.Add(new Change(offset, bytes.ToArray(), SyncState.Unsynced));
        Unshare(ref visible, Length, ref isVisibleShared);
        Length = Put(ref visible, Length, offset, bytes);
    }

    public void SetLength(long length)
    {
        unsynced.Add(new Change(length, null, SyncState.Unsynced));
        Unshare(ref visible, Length, ref isVisibleShared);
        Length = Resize(ref visible, Length, length);
    }

    public void Sync()
    {
        for (var i = 0; i < unsynced.Count; i++)
        {
            if (unsynced[i].State == SyncState.Unsynced) unsynced[i] = unsynced[i] with { State = SyncState.Durable };
        }

        if (unsynced.Exists(change => change.State == SyncState.SyncFailed)) return;
        // Only what has changed: a journal is synced after each commit.
        if (unsynced.Count > 0) Unshare(ref durable, durableLength, ref isDurableShared);
        foreach (var (offset, bytes, _) in unsynced)
            durableLength = bytes is null
                ? Resize(ref durable, durableLength, offset)
                : Put(ref durable, durableLength, offset, bytes);
        unsynced.Clear();
    }

    public void FailSync()
    {
        for (var i = 0; i < unsynced.Count; i++)
        {
            if (unsynced[i].State == SyncState.Unsynced)
                unsynced[i] = unsynced[i] with { State = SyncState.SyncFailed };
        }
    }

    /// <summary>Returns a copy, which shares the bytes until one of the two changes them.</summary>
    public SimulatedInode Clone()
    {
        isVisibleShared = isDurableShared = true;
        var clone = new SimulatedInode
        {
            visible = visible, durable = durable, Length = Length, durableLength = durableLength,
            isVisibleShared = true, isDurableShared = true,
        };
        clone.unsynced.AddRange(unsynced);
        return clone;
    }

    /// <summary>Adds all that a crash and a later process can observe of the file.</summary>
    public void AddTo(BinaryWriter digest)
    {
        digest.Write(Length);
        digest.Write(visible.AsSpan(0, (int)Length));
        digest.Write((int)durableLength);
        digest.Write(durable.AsSpan(0, (int)durableLength));
        digest.Write(unsynced.Count);
        foreach (var (offset, bytes, state) in unsynced)
        {
            digest.Write(offset);
            digest.Write(bytes?.Length ?? -1);
            digest.Write(bytes ?? []);
            digest.Write((int)state);
        }
    }

    public byte[] Bytes() => visible.AsSpan(0, (int)Length).ToArray();

    /// <summary>Returns the bytes after a power failure; without a random source, only the synced ones.</summary>
    public byte[] Survivors(Random? random)
    {
        if (durable.Length > durableLength) durable = durable.AsSpan(0, (int)durableLength).ToArray();
        if (unsynced.Count == 0)
        {
            isDurableShared = true;
            return durable;
        }

        byte[] bytes = [.. durable];
        long length = bytes.Length;
        foreach (var change in unsynced)
        {
            var fate = change.State == SyncState.Durable ? Fate.Present : (Fate)(random?.Next(4) ?? 0);
            if (fate == Fate.Lost) continue;
            if (change.Bytes is null) length = Resize(ref bytes, length, change.Offset);
            else foreach (var part in Parts(change, fate, random!))
                length = Put(ref bytes, length, change.Offset + part.Start.Value, change.Bytes.AsSpan(part));
        }

        return bytes.AsSpan(0, (int)length).ToArray();
    }

    /// <summary>Returns the parts of a write that are present after a power failure.</summary>
    private static IEnumerable<Range> Parts(Change change, Fate fate, Random random)
    {
        var length = change.Bytes!.Length;
        if (fate == Fate.Stopped) length = random.Next(length + 1);
        if (fate != Fate.SectorsLost)
        {
            if (length > 0) yield return ..length;
            yield break;
        }

        for (var from = 0; from < length;)
        {
            var to = Math.Min(length, from + SectorBytes - (int)((change.Offset + from) % SectorBytes));
            if (random.Next(2) == 0) yield return from..to;
            from = to;
        }
    }

    private static void Unshare(ref byte[] bytes, long length, ref bool isShared)
    {
        if (isShared) bytes = bytes.AsSpan(0, (int)length).ToArray();
        isShared = false;
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

    /// <summary>What a power failure does to a write.</summary>
    private enum Fate
    {
        Lost,
        Stopped,
        SectorsLost,
        Present,
    }

    private enum SyncState
    {
        Unsynced,
        SyncFailed,
        Durable,
    }

    /// <param name="Offset">The offset of the bytes; without bytes, the new length.</param>
    private readonly record struct Change(long Offset, byte[]? Bytes, SyncState State);
}
