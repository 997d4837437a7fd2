using Tauro.Stores.Local.Disks;

namespace Tauro.Stores.Local.Journals;

/// <summary>
/// Makes segments: zero-filled, so that a later append changes no file size and its sync stays cheap. One is kept ready
/// under the name <c>spare.tmp</c>; it becomes a segment by its header and a rename, which the journal sees to.
/// </summary>
internal sealed class SpareSegment(Disk disk, string folder, JournalOptions options) : IDisposable
{
    public const string Name = "spare.tmp";
    private static readonly byte[] Zeros = new byte[256 << 10];
    private Task<DiskFile?>? ready;

    /// <summary>A segment with its header, durable under the spare's name.</summary>
    /// <exception cref="StorageFullException">The disk has no room for it.</exception>
    public JournalSegment Take(long first, int bytes)
    {
        var file = bytes == options.SegmentBytes ? Prepared() : Discard();
        file ??= Make(bytes);
        try
        {
            file.Write(SegmentHeader.Write(first), 0);
            file.Sync();
        }
        catch (DiskFullException e)
        {
            file.Dispose();
            throw Full(bytes, e);
        }
        catch
        {
            file.Dispose();
            throw;
        }

        return new JournalSegment(file, first, SegmentHeader.Bytes, bytes);
    }

    /// <summary>Makes the next one in the background.</summary>
    public void Prepare()
    {
        if (options.PrepareAhead) ready = Task.Run(TryMake);
    }

    public void Dispose() => Discard();

    private DiskFile? Prepared()
    {
        var file = ready?.GetAwaiter().GetResult();
        ready = null;
        return file;
    }

    private DiskFile? Discard()
    {
        Prepared()?.Dispose();
        return null;
    }

    private DiskFile? TryMake()
    {
        try
        {
            return Make(options.SegmentBytes);
        }
        catch (Exception e) when (e is IOException or StorageFullException)
        {
            return null; // Not needed yet. When it is, the rotation tries again and tells its caller.
        }
    }

    private DiskFile Make(int bytes)
    {
        if (disk.FreeBytes() < bytes + options.FreeBytesMin) throw Full(bytes, null);
        disk.Delete($"{folder}/{Name}");
        var file = disk.Create($"{folder}/{Name}");
        try
        {
            for (var offset = 0; offset < bytes; offset += Zeros.Length)
            {
                // Not all in one go: appends to the segment before are synced beside it.
                if (offset > 0 && offset % KeepOpenStream.SyncedEvery == 0) file.Sync();
                file.Write(Zeros.AsSpan(0, Math.Min(Zeros.Length, bytes - offset)), offset);
            }

            file.Sync();
            return file;
        }
        catch (Exception e)
        {
            file.Dispose();
            disk.Delete($"{folder}/{Name}");
            if (e is DiskFullException) throw Full(bytes, e);
            throw;
        }
    }

    private StorageFullException Full(int bytes, Exception? inner) => new(
        $"The journal in '{disk.Describe(folder)}' needs {bytes >> 20} MiB more and must leave " +
        $"{options.FreeBytesMin >> 20} MiB free, but {disk.FreeBytes() >> 20} MiB are. Free some space; nothing was " +
        "written.", inner);
}
