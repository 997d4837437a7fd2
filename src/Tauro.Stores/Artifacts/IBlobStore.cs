namespace Tauro.Stores.Artifacts;

/// <summary>
/// Stores bytes by key. Paths, sizes, checksums and events are in the <see cref="IArtifactCatalogue"/>. A
/// blob is written once and never changes, and its key is never used again. <see cref="ArtifactStore"/> creates the
/// keys, 32 hexadecimal digits each.
/// </summary>
/// <remarks>
/// A blob that no document of the catalogue refers to is garbage: it was written for a commit that failed, or its
/// document was deleted. The backend deletes such blobs at a time when no write in progress can still refer to them.
/// </remarks>
public interface IBlobStore
{
    /// <summary>Checks that a blob of this size fits; a store without a limit does nothing.</summary>
    /// <exception cref="StorageFullException">There is too little space.</exception>
    void RequireRoom(long bytes);

    /// <summary>Begins a blob under a new key.</summary>
    ValueTask<BlobWriter> Create(string key, CancellationToken cancel);

    /// <summary>Opens a blob for reading. The stream can seek and knows its length; the caller disposes it.</summary>
    /// <exception cref="FileNotFoundException">There is no such blob.</exception>
    /// <exception cref="StorageCorruptException">Something else has the place of the blob.</exception>
    ValueTask<Stream> Open(string key, CancellationToken cancel);

    /// <summary>
    /// Deletes blobs; missing ones are ignored. A blob that cannot be deleted is logged and left as garbage; nothing is
    /// thrown.
    /// </summary>
    ValueTask Delete(IReadOnlyList<string> keys);

    /// <summary>Lists the keys of all blobs, in no particular order. They may include unfinished blobs.</summary>
    IAsyncEnumerable<string> List(CancellationToken cancel);
}
