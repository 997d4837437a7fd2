namespace Tauro.Stores.Artifacts;

/// <summary>A blob that is being written. It can be opened once it is complete.</summary>
public abstract class BlobWriter : IAsyncDisposable
{
    /// <summary>Appends bytes. The buffer belongs to the caller again when this returns.</summary>
    /// <exception cref="StorageFullException">There is no room.</exception>
    /// <exception cref="StorageUnavailableException">The bytes cannot be written just now.</exception>
    public abstract ValueTask Write(ReadOnlyMemory<byte> bytes, CancellationToken cancel);

    /// <summary>Makes the blob durable with all that was written. Called once, as the last.</summary>
    public abstract ValueTask Complete(CancellationToken cancel);

    /// <summary>Leaves nothing of a blob that was not completed.</summary>
    public abstract ValueTask DisposeAsync();
}
