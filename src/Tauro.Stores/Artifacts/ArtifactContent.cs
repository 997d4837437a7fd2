using Tauro.Contracts.Artifacts;

namespace Tauro.Stores.Artifacts;

/// <summary>A file open for reading.</summary>
/// <param name="Artifact">Size and checksum.</param>
/// <param name="Content">Seekable. Reading it from start to end fails when the bytes do not match the checksum.</param>
public sealed record ArtifactContent(Artifact Artifact, Stream Content) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Content.DisposeAsync();
}
