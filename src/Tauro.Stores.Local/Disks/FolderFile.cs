using Microsoft.Win32.SafeHandles;

namespace Tauro.Stores.Local.Disks;

/// <summary>A file of a <see cref="FolderDisk"/>.</summary>
internal sealed class FolderFile(SafeFileHandle handle) : DiskFile
{
    public override long Length => FolderDisk.Guard(() => RandomAccess.GetLength(handle));

    public override int Read(Span<byte> buffer, long offset)
    {
        var total = 0;
        try
        {
            while (total < buffer.Length)
            {
                var count = RandomAccess.Read(handle, buffer[total..], offset + total);
                if (count == 0) break;
                total += count;
            }
        }
        catch (Exception e) when (FolderDisk.Translate(e) is { } translated)
        {
            throw translated;
        }

        return total;
    }

    public override void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        try
        {
            RandomAccess.Write(handle, bytes, offset);
        }
        catch (Exception e) when (FolderDisk.Translate(e) is { } translated)
        {
            throw translated;
        }
    }

    public override void SetLength(long length) => FolderDisk.Guard(() => RandomAccess.SetLength(handle, length));

    public override void BeginSync(long offset, long length) => DiskSync.Begin(handle, offset, length);

    public override void Sync() => FolderDisk.Guard(() => DiskSync.File(handle));

    public override void Dispose() => handle.Dispose();
}
