using Tauro.Contracts;
using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Events;

namespace Tauro.Stores.Decisions;

/// <summary>Decides the steps of an upload, from its first byte to the artifact.</summary>
public static class UploadWrites
{
    /// <summary>Uploads that may be open at the same time.</summary>
    public const int UploadsMax = 10_000;

    /// <param name="place">The path of the artifact.</param>
    /// <param name="sizeBytes">The announced size, already checked by <see cref="Rules.ArtifactRules"/>.</param>
    /// <param name="open">How many uploads are open.</param>
    /// <param name="id">A new id.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static StoreOutcome<Decision<ArtifactFact, ArtifactUpload>> Begin(
        ArtifactPlace place, long? sizeBytes, int open, string id, long now)
    {
        if (place.Obstacle() is { } obstacle) return obstacle;
        if (open >= UploadsMax)
        {
            return StoreProblem.Conflict(
                ProblemCodes.LimitExceeded, $"{UploadsMax} uploads are open, the limit; complete or abort some.");
        }

        return Put(new StoredUpload(id, place.Path.Value, sizeBytes, 0, now));
    }

    /// <summary>Records that bytes up to <paramref name="end"/> are durable.</summary>
    public static StoreOutcome<Decision<ArtifactFact, ArtifactUpload>> Receive(
        StoredUpload? upload, string uploadId, long end) =>
        upload is null ? NotFound(uploadId) : Put(upload with { ReceivedBytes = end });

    /// <summary>Turns an upload into the artifact.</summary>
    /// <param name="upload">The upload; null when there is none.</param>
    /// <param name="uploadId">Its id.</param>
    /// <param name="place">The path of the artifact.</param>
    /// <param name="received">The received file.</param>
    /// <param name="happened">Creates the event; null for none.</param>
    public static StoreOutcome<Decision<ArtifactFact, (WrittenArtifact Written, StoredArtifact? Replaced)>> Complete(
        StoredUpload? upload, string uploadId, ArtifactPlace place, StoredArtifact received,
        Func<Artifact, LifecycleEvent>? happened)
    {
        var put = ArtifactWrites.Put(place, received, happened);
        if (!put.IsOk) return put;
        if (upload is null) return NotFound(uploadId);
        return put.Value with { Facts = [.. put.Value.Facts, new ArtifactFact.RemoveUpload(uploadId)] };
    }

    public static StoreOutcome<Decision<ArtifactFact, Done>> Abort(StoredUpload? upload, string uploadId) =>
        upload is null
            ? NotFound(uploadId)
            : Decision<ArtifactFact, Done>.Of(new ArtifactFact.RemoveUpload(uploadId), default);

    /// <summary>Checks that a part begins where the previous one ended.</summary>
    public static StoreProblem? CheckOffset(StoredUpload upload, long offset) => offset == upload.ReceivedBytes
        ? null
        : StoreProblem.Conflict(
            ProblemCodes.UploadOffsetMismatch,
            $"The upload has {upload.ReceivedBytes} bytes, so the next part must begin there, not at {offset}.");

    /// <summary>Checks that a part ends within the announced size, or within the limit.</summary>
    public static StoreProblem? CheckEnd(StoredUpload upload, long end) => end <= upload.EndMax()
        ? null
        : StoreProblem.Invalid(
            ProblemCodes.SizeMismatch,
            $"The upload would exceed its size of {upload.EndMax()} bytes; nothing was stored.");

    /// <summary>Checks that the complete file was received, if its size is known.</summary>
    public static StoreProblem? CheckComplete(StoredUpload upload, long? expectedBytes) =>
        (expectedBytes ?? upload.SizeBytes) is { } size && size != upload.ReceivedBytes
            ? StoreProblem.Invalid(
                ProblemCodes.SizeMismatch,
                $"The upload has {upload.ReceivedBytes} of {size} bytes; append the rest before completing it.")
            : null;

    public static StoreProblem NotFound(string uploadId) => StoreProblem.NotFound(
        ProblemCodes.UploadNotFound, $"There is no upload '{uploadId}'; it was completed, aborted or never begun.");

    private static Decision<ArtifactFact, ArtifactUpload> Put(StoredUpload upload) =>
        Decision<ArtifactFact, ArtifactUpload>.Of(new ArtifactFact.PutUpload(upload), upload.ToUpload());
}
