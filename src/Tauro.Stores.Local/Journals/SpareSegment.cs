using Tauro.Stores.Local.Disks;

namespace Tauro.Stores.Local.Journals;

/// <summary>
/// Creates segments. They are filled with zeros, so that an append does not change the file size and its sync stays
/// cheap. A spare one is kept under the name <c>spare.tmp</c>. It becomes a segment when it gets its header and the
/// journal renames it.
/// </summary>
internal sealed class SpareSegment(Disk disk, string folder, JournalOptions options) : IDisposable
{
    public const string Name = "spare.tmp";
    private static readonly byte[] Zeros = new byte[256 << 10];
    private Task<DiskFile?>? ready;

    /// <summary>Returns a segment with its header, durable under the name of the spare.</summary>
    /// <exception cref="StorageFullException">The disk has no space for it.</exception>
    public JournalSegment Take(long first, int bytes)
    {
        var file = bytes == options.SegmentBytes ? TakePrepared() : Discard();
        file ??= Create(bytes);
        var seed = options.Entropy.NextNumber();
        try
        {
            file.Write(SegmentHeader.Write(first, seed), 0);
            file.Sync();
        }
        catch (DiskFullException e)
        {
            file.Dispose();
            throw NoSpace(bytes, e);
        }
        catch
        {
            file.Dispose();
            throw;
        }

        return new JournalSegment(file, first, SegmentHeader.Bytes, bytes, seed);
    }

    /// <summary>Creates the next segment in the background.</summary>
    public void Prepare()
    {
        if (options.PrepareAhead) ready = Task.Run(TryCreate);
    }

    public void Dispose() => Discard();

    private DiskFile? TakePrepared()
    {
        var preparation = ready;
        ready = null;
        return preparation?.GetAwaiter().GetResult();
    }

    private DiskFile? Discard()
    {
        TakePrepared()?.Dispose();
        return null;
    }

    private DiskFile? TryCreate()
    {
        try
        {
            return Create(options.SegmentBytes);
        }
        catch (Exception)
        {
            return null; // Not needed yet. The rotation tries again, and reports its own failure.
        }
    }

    private DiskFile Create(int bytes)
    {
        if (disk.FreeBytes() < bytes + options.FreeBytesMin) throw NoSpace(bytes, null);
        disk.Delete($"{folder}/{Name}");
        var file = disk.Create($"{folder}/{Name}");
        try
        {
            for (var offset = 0; offset < bytes; offset += Zeros.Length)
            {
                // Synced in parts, so that the syncs of concurrent appends do not wait for all of it.
                if (offset > 0 && offset % KeepOpenStream.SyncIntervalBytes == 0) file.Sync();
                file.Write(Zeros.AsSpan(0, Math.Min(Zeros.Length, bytes - offset)), offset);
            }

            file.Sync();
            return file;
        }
        catch (Exception e)
        {
            file.Dispose();
            TryDelete();
            if (e is DiskFullException) throw NoSpace(bytes, e);
            throw;
        }
    }

    private void TryDelete()
    {
        try
        {
            disk.Delete($"{folder}/{Name}");
        }
        catch (IOException)
        {
            // The next call of Make deletes it.
        }
    }

    private StorageFullException NoSpace(int bytes, Exception? inner) => new(
        $"The journal in '{disk.Describe(folder)}' needs {bytes >> 20} MiB more and must leave " +
        $"{options.FreeBytesMin >> 20} MiB free; {disk.FreeBytes() >> 20} MiB are free. Nothing was written. Free " +
        "some space.", inner);
}
