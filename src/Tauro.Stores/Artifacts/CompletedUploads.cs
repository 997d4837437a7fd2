using System.Collections.Concurrent;
using Tauro.Contracts.Ids;
using Tauro.Stores.Decisions;

namespace Tauro.Stores.Artifacts;

/// <summary>
/// The last completed uploads, so that a client that lost the response can complete its upload again. They are in
/// memory: after a restart, such a client finds the artifact at its path.
/// </summary>
internal sealed class CompletedUploads
{
    /// <summary>How many uploads are remembered, of a few hundred bytes each.</summary>
    private const int UploadsMax = 10_000;

    private readonly ConcurrentDictionary<UploadId, (StoredUpload Upload, WrittenArtifact Outcome)> byId = new();
    private readonly ConcurrentQueue<UploadId> oldestFirst = new();

    public void Add(StoredUpload upload, WrittenArtifact outcome)
    {
        if (!byId.TryAdd(upload.UploadId, (upload, outcome))) return;
        oldestFirst.Enqueue(upload.UploadId);
        while (oldestFirst.Count > UploadsMax && oldestFirst.TryDequeue(out var oldest)) byId.TryRemove(oldest, out _);
    }

    public (StoredUpload Upload, WrittenArtifact Outcome)? Find(UploadId uploadId) =>
        byId.TryGetValue(uploadId, out var completed) ? completed : null;
}
