using Tauro.Stores.Local.Disks;

namespace Tauro.Stores.Local.Tests.Simulated;

/// <summary>An open file of a <see cref="SimulatedDisk"/>; it stays open when its name goes.</summary>
internal sealed class SimulatedFile(SimulatedDisk disk, string path, SimulatedInode inode) : DiskFile
{
    public override long Length => disk.Look(() => inode.Length);

    public override int Read(Span<byte> buffer, long offset)
    {
        var bytes = new byte[buffer.Length];
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

    // Changes nothing that could be told: what was written since the last sync may survive a crash with it or without.
    public override void BeginSync(long offset, long length)
    {
    }

    public override void Sync() => disk.Change($"sync {path}", inode.Sync, inode.FailSync);

    public override void Dispose()
    {
    }
}
