using Tauro.Contracts;
using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Ids;

namespace Tauro.Stores.Decisions;

/// <summary>An upload in progress. Its bytes are in its <see cref="StoredPart"/>s.</summary>
/// <param name="UploadId">Its id.</param>
/// <param name="Path">The path of the artifact that it becomes.</param>
/// <param name="SizeBytes">The announced size of the file; null when none was announced.</param>
/// <param name="ReceivedBytes">The total size of its parts.</param>
/// <param name="CreationTime">Unix milliseconds.</param>
/// <param name="PartsMax">
/// The highest part number, for parts that are numbered from 1 and arrive in any order; null when each part begins at
/// the offset where the previous one ended.
/// </param>
public sealed record StoredUpload(
    UploadId UploadId, string Path, long? SizeBytes, long ReceivedBytes, long CreationTime, int? PartsMax = null)
{
    public ArtifactUpload ToUpload() => new(UploadId, Path, SizeBytes, ReceivedBytes);

    /// <summary>Returns the largest size that it may reach.</summary>
    public long BytesMax() => SizeBytes ?? Limits.ArtifactBytesMax;
}
