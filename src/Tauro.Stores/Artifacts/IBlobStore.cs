namespace Tauro.Stores.Artifacts;

/// <summary>
/// Bytes by key, and nothing else: paths, sizes, checksums and events are in the <see cref="IArtifactCatalogue"/>. A
/// blob is written once, as a whole, and never changes; its key is of its own. Keys are made by
/// <see cref="ArtifactStore"/>, 32 hexadecimal digits each, or by the catalogue.
/// </summary>
/// <remarks>
/// A blob that no document of the catalogue names is garbage: it was written for a commit that never came, or its
/// document is gone. The backend deletes such blobs when no write can be under way that is still to name them.
/// </remarks>
public interface IBlobStore
{
    /// <summary>Refuses what cannot fit; a store without a limit does nothing.</summary>
    /// <exception cref="StorageFullException">There is too little room for a blob of this size.</exception>
    void RequireRoom(long bytes);

    /// <summary>Begins a blob under a key that no other blob has or had.</summary>
    ValueTask<BlobWriter> Create(string key, CancellationToken cancel);

    /// <summary>Opens a blob for reading. The stream can seek and knows its length; the caller disposes it.</summary>
    /// <exception cref="FileNotFoundException">There is no such blob.</exception>
    ValueTask<Stream> Open(string key, CancellationToken cancel);

    /// <summary>
    /// Deletes blobs; absent ones are fine. Nobody needs them any more: a blob that cannot be deleted is logged and
    /// left for later, and nothing is thrown.
    /// </summary>
    ValueTask Delete(IReadOnlyList<string> keys);

    /// <summary>The keys of all blobs that are complete or were begun, in no order.</summary>
    IAsyncEnumerable<string> List(CancellationToken cancel);
}
