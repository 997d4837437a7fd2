using Tauro.Contracts.Artifacts;

namespace Tauro.Stores.Artifacts;

/// <summary>A file open for reading.</summary>
/// <param name="Artifact">The size and checksum of the file.</param>
/// <param name="Content">A seekable stream. Reading it from start to end fails if the checksum does not match.</param>
public sealed record ArtifactContent(Artifact Artifact, Stream Content) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Content.DisposeAsync();
}
