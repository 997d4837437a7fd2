using Tauro.Stores.Local.Disks;

namespace Tauro.Stores.Local.Tests.Simulated;

/// <summary>An open file of a <see cref="SimulatedDisk"/>. It stays open when its name is deleted.</summary>
internal sealed class SimulatedFile(SimulatedDisk disk, string path, SimulatedInode inode) : DiskFile
{
    private bool isClosed;

    public override long Length => disk.WithLock(() => inode.Length);

    public override int Read(Span<byte> buffer, long offset)
    {
        // Not all of the caller's buffer, which is often much longer than the file.
        var bytes = new byte[Math.Clamp(Length - offset, 0, buffer.Length)];
        var count = disk.Read($"read {path} at {offset}", () => inode.Read(bytes, offset));
        bytes.AsSpan(0, count).CopyTo(buffer);
        return count;
    }

    public override void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        var copy = bytes.ToArray();
        disk.Write($"write {path} {offset}+{copy.Length}", inode.Length, offset + copy.Length,
            () => inode.Write(copy, offset), () => inode.Write(copy.AsSpan(0, copy.Length / 2), offset));
    }

    public override void SetLength(long length) => disk.Write(
        $"set length {path} {length}", inode.Length, length, () => inode.SetLength(length), () => { });

    // Has no effect that a caller can rely on: unsynced bytes may survive a crash with or without it.
    public override void BeginSync(long offset, long length)
    {
    }

    public override void Sync() => disk.Change($"sync {path}", inode.Sync, inode.FailSync);

    public override void Dispose()
    {
        if (!Interlocked.Exchange(ref isClosed, true)) disk.Closed();
    }
}
