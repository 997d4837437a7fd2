using Tauro.Stores.Artifacts;
using Tauro.Stores.Local.Disks;

namespace Tauro.Stores.Local.Artifacts;

/// <summary>
/// Writes a blob to a file. Every few megabytes, it asks the disk to begin writing them, so that the sync at the end
/// takes less time.
/// </summary>
internal sealed class FolderBlobWriter(FolderBlobStore blobs, DiskFile file, string key) : BlobWriter
{
    private const long BeginSyncEvery = 8 << 20;
    private const long LookAtFreeBytesEvery = 64 << 20;
    private Task syncing = Task.CompletedTask;
    private long written;
    private long begun;
    private long nextLook;
    private bool isComplete;

    public override async ValueTask Write(ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        if (written >= nextLook)
        {
            blobs.RequireRoom(bytes.Length);
            nextLook = written + LookAtFreeBytesEvery;
        }

        FolderBlobStore.Guarded(() => file.Write(bytes.Span, written));
        written += bytes.Length;
        if (written - begun < BeginSyncEvery) return;

        // One sync at a time: a body that is faster than the disk waits here and does not fill the page cache.
        await syncing.ConfigureAwait(false);
        var (offset, length) = (begun, written - begun);
        syncing = Task.Run(() => file.BeginSync(offset, length), CancellationToken.None);
        begun = written;
    }

    public override ValueTask Complete(CancellationToken cancel)
    {
        FolderBlobStore.Guarded(() =>
        {
            file.Sync();
            blobs.SyncNames();
        });
        isComplete = true;
        return default;
    }

    public override async ValueTask DisposeAsync()
    {
        await syncing.ConfigureAwait(false); // The sync uses the file.
        file.Dispose();
        if (!isComplete) await blobs.Delete([key]).ConfigureAwait(false);
    }
}
