using Microsoft.Extensions.Logging;
using Tauro.Stores.Artifacts;
using Tauro.Stores.Local.Checkpoints;
using Tauro.Stores.Local.Disks;

namespace Tauro.Stores.Local.Artifacts;

/// <summary>
/// Stores blobs as files <c>incoming/{key}</c>. The local catalogue renames a file when it becomes an artifact, and
/// opens it by its new name: a key that contains a <c>/</c> is the path of the file.
/// </summary>
internal sealed class FolderBlobStore(Disk disk, long freeBytesMin, ILogger log) : IBlobStore
{
    private const string Incoming = "incoming";

    public void RequireRoom(long bytes)
    {
        var free = disk.FreeBytes();
        var needed = bytes + (bytes / 10) + freeBytesMin;
        if (free >= needed) return;
        throw new StorageFullException(
            $"The artifact needs {needed} bytes of free space on the server's disk, but there are {free}. " +
            "Nothing was stored. Free some space and try again.");
    }

    public ValueTask<BlobWriter> Create(string key, CancellationToken cancel)
    {
        var file = Guarded(() =>
        {
            disk.CreateDirectory(Incoming);
            return disk.Create(PathOf(key));
        });
        return new(new FolderBlobWriter(this, file, key));
    }

    public ValueTask<Stream> Open(string key, CancellationToken cancel) =>
        new(new DiskStream(disk.Open(PathOf(key))));

    public ValueTask Delete(IReadOnlyList<string> keys)
    {
        foreach (var key in keys) OrphanedFiles.Delete(disk, PathOf(key), log);
        return default;
    }

    public IAsyncEnumerable<string> List(CancellationToken cancel) => disk.ListFiles(Incoming).ToAsyncEnumerable();

    /// <summary>Whether a blob is still in <c>incoming/</c>.</summary>
    public bool Has(string key) => disk.FileExists(PathOf(key));

    public static string PathOf(string key) => key.Contains('/') ? key : $"{Incoming}/{key}";

    /// <summary>Makes the names of new blobs durable.</summary>
    public void SyncNames() => disk.SyncDirectory(Incoming);

    public static void Guarded(Action write) => Guarded(() =>
    {
        write();
        return true;
    });

    private static T Guarded<T>(Func<T> write)
    {
        try
        {
            return write();
        }
        catch (DiskFullException e)
        {
            throw new StorageFullException("The disk is full; nothing was stored. Free some space and try again.", e);
        }
        catch (IOException e)
        {
            throw new StorageUnavailableException($"The artifact could not be written: {e.Message}", e);
        }
    }
}
