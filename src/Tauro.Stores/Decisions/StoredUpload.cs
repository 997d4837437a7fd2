using Tauro.Contracts;
using Tauro.Contracts.Artifacts;

namespace Tauro.Stores.Decisions;

/// <summary>An upload that was begun.</summary>
/// <param name="UploadId">Also the id under which its bytes are kept.</param>
/// <param name="Path">Of the artifact that it becomes.</param>
/// <param name="SizeBytes">What the file will have; null when nobody said.</param>
/// <param name="ReceivedBytes">Bytes that are durable; what the file has beyond them never counted.</param>
/// <param name="CreationTime">Unix milliseconds.</param>
public sealed record StoredUpload(
    string UploadId, string Path, long? SizeBytes, long ReceivedBytes, long CreationTime)
{
    public ArtifactUpload ToUpload() => new(UploadId, Path, SizeBytes, ReceivedBytes);

    /// <summary>Where its bytes end at the latest.</summary>
    public long EndMax() => SizeBytes ?? Limits.ArtifactBytesMax;
}
