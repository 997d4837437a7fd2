namespace Tauro.Stores.Local.Disks;

/// <summary>
/// Writes to a file from its start. Closing the stream leaves the file open, so that it can be synced. The file is also
/// synced after each MiB: otherwise the sync of a concurrent commit would wait for tens of MiB to reach the disk.
/// </summary>
/// <param name="file">The file.</param>
/// <param name="check">Called after each MiB; throws when no more is to be written.</param>
internal sealed class KeepOpenStream(DiskFile file, Action? check = null) : Stream
{
    public const int SyncIntervalBytes = 1 << 20;
    private long unsynced;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => true;

    public override long Length => file.Length;

    public override long Position { get; set; }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = file.Read(buffer.AsSpan(offset, count), Position);
        Position += read;
        return read;
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        file.Write(buffer, Position);
        Position += buffer.Length;
        unsynced += buffer.Length;
        if (unsynced < SyncIntervalBytes) return;
        file.Sync();
        unsynced = 0;
        check?.Invoke();
    }

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        _ => Length + offset,
    };

    public override void SetLength(long value) => file.SetLength(value);

    public override void Flush()
    {
    }
}
