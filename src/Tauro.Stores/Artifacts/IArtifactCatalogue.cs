using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Paging;
using Tauro.Stores.Decisions;
using Tauro.Stores.Events;
using Tauro.Stores.Runs;

namespace Tauro.Stores.Artifacts;

/// <summary>
/// What a database keeps of artifacts: paths, sizes, checksums, uploads and their parts, and the events. The bytes are
/// in an <see cref="IBlobStore"/>: durable before a document names them, deleted after the last one that did is gone.
/// <see cref="ArtifactStore"/> sees to both. The rules on durability, refusals and exceptions are those of
/// <see cref="IRunStore"/>; what a write comes to is decided by <see cref="ArtifactWrites"/> and
/// <see cref="UploadWrites"/>.
/// </summary>
/// <remarks>
/// A write throws <see cref="StorageUnavailableException"/> when it is not known whether it counts. The blobs that it
/// names are then kept, and the backend deletes them when it knows that nothing names them.
/// </remarks>
public interface IArtifactCatalogue
{
    /// <summary>The file of a path, its <see cref="StoredArtifact.Incoming"/> the key to open it by.</summary>
    ValueTask<StoreOutcome<StoredArtifact>> Find(ArtifactPath path, CancellationToken cancel);

    /// <summary>
    /// Why no file can be put at a path, asked before its bytes are received; null when one can, or when only
    /// <see cref="Put"/> can tell.
    /// </summary>
    ValueTask<StoreProblem?> CheckPlace(ArtifactPath path, CancellationToken cancel);

    /// <summary>See <see cref="ArtifactStore.List"/>.</summary>
    ValueTask<StoreOutcome<Page<Artifact>>> List(
        ArtifactPath directory, PageRequest page, bool recursive, CancellationToken cancel);

    /// <summary>Names received bytes, and ends the upload that brought them.</summary>
    /// <param name="received">The file to be; its blob is complete.</param>
    /// <param name="uploadId">The upload that it completes; null for none.</param>
    /// <param name="happened">Makes the event to commit with it; null for none.</param>
    /// <param name="cancel">Gives up.</param>
    ValueTask<StoreOutcome<Freed<WrittenArtifact>>> Put(
        StoredArtifact received, string? uploadId, Func<Artifact, PendingEvent>? happened, CancellationToken cancel);

    /// <summary>Deletes a file, or a directory with all below it; answers how many files that were.</summary>
    ValueTask<StoreOutcome<Freed<int>>> Delete(
        ArtifactPath path, Func<int, PendingEvent>? happened, CancellationToken cancel);

    /// <summary>Begins an upload.</summary>
    /// <param name="uploadId">A new id.</param>
    /// <param name="path">Of the artifact to be.</param>
    /// <param name="sizeBytes">What was announced; null for nothing.</param>
    /// <param name="partsMax">See <see cref="StoredUpload.PartsMax"/>.</param>
    /// <param name="cancel">Gives up.</param>
    ValueTask<StoreOutcome<StoredUpload>> BeginUpload(
        string uploadId, ArtifactPath path, long? sizeBytes, int? partsMax, CancellationToken cancel);

    /// <summary>The upload as it is durably; null when there is none.</summary>
    ValueTask<StoredUpload?> FindUpload(string uploadId, CancellationToken cancel);

    /// <summary>The parts of an upload, in the order of their positions.</summary>
    ValueTask<IReadOnlyList<StoredPart>> ListParts(string uploadId, CancellationToken cancel);

    /// <summary>Uploads that have lain unfinished for longer than the backend keeps them.</summary>
    ValueTask<IReadOnlyList<StoredUpload>> ListExpiredUploads(CancellationToken cancel);

    /// <summary>Adds a received part to its upload, or puts it in the place of one of the same position.</summary>
    ValueTask<StoreOutcome<Freed<StoredUpload>>> AddPart(StoredPart part, CancellationToken cancel);

    /// <summary>Drops an upload.</summary>
    ValueTask<StoreOutcome<Freed<Done>>> AbortUpload(string uploadId, CancellationToken cancel);
}
