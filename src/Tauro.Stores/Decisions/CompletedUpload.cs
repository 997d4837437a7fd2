using Tauro.Contracts.Ids;

namespace Tauro.Stores.Decisions;

/// <summary>An upload that became a file.</summary>
/// <param name="UploadId">Its id.</param>
/// <param name="Parts">The parts that were combined into the file.</param>
public sealed record CompletedUpload(UploadId UploadId, IReadOnlyList<StoredPart> Parts);
