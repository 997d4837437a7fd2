using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Paging;
using Tauro.Stores.Decisions;
using Tauro.Stores.Events;
using Tauro.Stores.Runs;

namespace Tauro.Stores.Artifacts;

/// <summary>
/// The metadata of artifacts: paths, sizes, checksums, uploads and their parts, and the events. The bytes are
/// in an <see cref="IBlobStore"/>: <see cref="ArtifactStore"/> makes them durable before a document refers to them, and
/// deletes them after the last reference is removed. The rules on durability, refusals and exceptions are those of
/// <see cref="IRunStore"/>; writes are decided by <see cref="ArtifactWrites"/> and <see cref="UploadWrites"/>.
/// </summary>
/// <remarks>
/// A write throws <see cref="StorageFullException"/>, <see cref="StorageBusyException"/> or
/// <see cref="OperationCanceledException"/> only when nothing was committed. After any other exception its outcome is
/// unknown: its blobs are kept, and the backend deletes them when it knows that nothing refers to them.
/// </remarks>
public interface IArtifactCatalogue
{
    /// <summary>Returns the file at a path; <see cref="StoredArtifact.Blob"/> is the key that opens it.</summary>
    ValueTask<StoreOutcome<StoredArtifact>> Find(ArtifactPath path, CancellationToken cancel);

    /// <summary>
    /// Checks before bytes are received whether a file can be put at a path. When it can, or when only
    /// <see cref="Put"/> can decide, returns how much there is for it; null for no limit.
    /// </summary>
    /// <param name="path">The path.</param>
    /// <param name="sizeBytes">The announced size of the file; null when none was announced.</param>
    /// <param name="cancel">Cancels the operation.</param>
    ValueTask<StoreOutcome<ArtifactRoom?>> CheckPlace(
        ArtifactPath path, long? sizeBytes, CancellationToken cancel);

    /// <summary>Returns how much there is for a part of an upload; null for no limit.</summary>
    /// <param name="uploadId">The upload.</param>
    /// <param name="position">The position of the part, which replaces one that is there.</param>
    /// <param name="cancel">Cancels the operation.</param>
    ValueTask<ArtifactRoom?> FindRoom(UploadId uploadId, long position, CancellationToken cancel);

    /// <summary>See <see cref="ArtifactStore.List"/>.</summary>
    ValueTask<StoreOutcome<Page<Artifact>>> List(
        ArtifactPath directory, PageRequest page, bool recursive, CancellationToken cancel);

    /// <summary>Adds a received file, and removes the upload that it completes.</summary>
    /// <param name="received">The file; its blob is complete.</param>
    /// <param name="upload">The upload that it completes; null for none.</param>
    /// <param name="createEvent">Creates the event to commit with it; null for none.</param>
    /// <param name="cancel">Cancels the operation.</param>
    ValueTask<StoreOutcome<Freed<WrittenArtifact>>> Put(
        StoredArtifact received, CompletedUpload? upload, Func<Artifact, PendingEvent>? createEvent,
        CancellationToken cancel);

    /// <summary>Deletes a file, or as many files below a directory as one commit takes.</summary>
    /// <param name="path">The path.</param>
    /// <param name="createEvent">Creates the event to commit from the number of files; null for none.</param>
    /// <param name="cancel">Cancels the operation.</param>
    ValueTask<StoreOutcome<Freed<DeletedArtifacts>>> Delete(
        ArtifactPath path, Func<int, PendingEvent>? createEvent, CancellationToken cancel);

    /// <summary>Begins an upload.</summary>
    /// <param name="uploadId">A new id.</param>
    /// <param name="path">The path of the artifact.</param>
    /// <param name="sizeBytes">The announced size; null when none was announced.</param>
    /// <param name="partsMax">See <see cref="StoredUpload.PartsMax"/>.</param>
    /// <param name="cancel">Cancels the operation.</param>
    ValueTask<StoreOutcome<StoredUpload>> BeginUpload(
        UploadId uploadId, ArtifactPath path, long? sizeBytes, int? partsMax, CancellationToken cancel);

    /// <summary>Returns the durable state of an upload; null when there is none.</summary>
    ValueTask<StoredUpload?> FindUpload(UploadId uploadId, CancellationToken cancel);

    /// <summary>Lists the parts of an upload in the order of their positions.</summary>
    ValueTask<IReadOnlyList<StoredPart>> ListParts(UploadId uploadId, CancellationToken cancel);

    /// <summary>Lists some of the unfinished uploads that are older than the backend's limit.</summary>
    /// <param name="countMax">The maximum number of uploads.</param>
    /// <param name="cancel">Cancels the operation.</param>
    ValueTask<IReadOnlyList<StoredUpload>> ListExpiredUploads(int countMax, CancellationToken cancel);

    /// <summary>Adds a received part, or replaces the one at the same position.</summary>
    ValueTask<StoreOutcome<Freed<StoredUpload>>> AddPart(StoredPart part, CancellationToken cancel);

    /// <summary>Removes an upload and its parts.</summary>
    ValueTask<StoreOutcome<Freed<Done>>> AbortUpload(UploadId uploadId, CancellationToken cancel);
}
