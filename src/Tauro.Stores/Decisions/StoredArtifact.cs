using System.Text.Json.Serialization;
using Tauro.Contracts.Artifacts;

namespace Tauro.Stores.Decisions;

/// <summary>A file of the artifact store.</summary>
/// <param name="Path">The path below <c>artifacts/</c>.</param>
/// <param name="SizeBytes">Bytes.</param>
/// <param name="Sha256">Lower-case hexadecimal.</param>
/// <param name="LastUpdateTime">Unix milliseconds.</param>
/// <param name="Blob">The key of its blob; a new one each time the file is stored.</param>
public sealed record StoredArtifact(
    string Path, long SizeBytes, string Sha256, long LastUpdateTime,
    [property: JsonPropertyName("incoming")] string Blob)
{
    /// <param name="path">Its path as the caller sees it, such as relative to a directory.</param>
    public Artifact ToArtifact(string path) => new(path, false, SizeBytes, Sha256, LastUpdateTime);
}
