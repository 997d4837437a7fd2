using Tauro.Contracts;
using Tauro.Contracts.Artifacts;

namespace Tauro.Stores.Decisions;

/// <summary>An upload that was begun. Its parts are <see cref="StoredPart"/>s.</summary>
/// <param name="UploadId">Its id.</param>
/// <param name="Path">Of the artifact that it becomes.</param>
/// <param name="SizeBytes">What the file will have; null when nobody said.</param>
/// <param name="ReceivedBytes">What its parts have together.</param>
/// <param name="CreationTime">Unix milliseconds.</param>
/// <param name="PartsMax">
/// Parts are numbered from 1 to this and come in any order; null when each part begins at the offset where the one
/// before ended.
/// </param>
public sealed record StoredUpload(
    string UploadId, string Path, long? SizeBytes, long ReceivedBytes, long CreationTime, int? PartsMax = null)
{
    public ArtifactUpload ToUpload() => new(UploadId, Path, SizeBytes, ReceivedBytes);

    /// <summary>Returns the largest size that it may reach.</summary>
    public long EndMax() => SizeBytes ?? Limits.ArtifactBytesMax;
}
