namespace Tauro.Stores.Artifacts;

/// <summary>A blob that is being written. It can be opened once it is complete.</summary>
public abstract class BlobWriter : IAsyncDisposable
{
    /// <summary>Appends bytes. The caller may reuse the buffer when the returned task has completed.</summary>
    /// <exception cref="StorageFullException">There is too little space.</exception>
    /// <exception cref="StorageUnavailableException">The bytes cannot be written now.</exception>
    public abstract ValueTask Write(ReadOnlyMemory<byte> bytes, CancellationToken cancel);

    /// <summary>Makes the blob durable. Called once, after the last write.</summary>
    public abstract ValueTask Complete(CancellationToken cancel);

    /// <summary>Deletes the blob if it was not completed.</summary>
    public abstract ValueTask DisposeAsync();
}
