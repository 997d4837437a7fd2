using Tauro.Contracts;
using Tauro.Contracts.Artifacts;

namespace Tauro.Stores.Decisions;

/// <summary>An upload in progress.</summary>
/// <param name="UploadId">Also the id under which its bytes are stored.</param>
/// <param name="Path">The path of the artifact that it becomes.</param>
/// <param name="SizeBytes">The announced size of the file; null when none was announced.</param>
/// <param name="ReceivedBytes">Bytes that are durable; any bytes beyond them were never acknowledged.</param>
/// <param name="CreationTime">Unix milliseconds.</param>
public sealed record StoredUpload(
    string UploadId, string Path, long? SizeBytes, long ReceivedBytes, long CreationTime)
{
    public ArtifactUpload ToUpload() => new(UploadId, Path, SizeBytes, ReceivedBytes);

    /// <summary>Returns the largest size that it may reach.</summary>
    public long EndMax() => SizeBytes ?? Limits.ArtifactBytesMax;
}
