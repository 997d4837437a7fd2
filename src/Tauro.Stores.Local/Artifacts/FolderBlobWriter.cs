using Tauro.Stores.Artifacts;
using Tauro.Stores.Local.Disks;

namespace Tauro.Stores.Local.Artifacts;

/// <summary>
/// Writes a file, and now and then asks the disk to begin with what was written, so that the sync at the end finds less
/// to wait for.
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

        // One at a time: a body that comes faster than the disk takes it waits here, and not in the machine's memory.
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
        await syncing.ConfigureAwait(false); // The file is not free before that is done with it.
        file.Dispose();
        if (!isComplete) await blobs.Delete([key]).ConfigureAwait(false);
    }
}
