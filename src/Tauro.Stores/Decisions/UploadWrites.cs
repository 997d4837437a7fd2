using Tauro.Contracts;
using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Events;
using Tauro.Contracts.Ids;

namespace Tauro.Stores.Decisions;

/// <summary>Decides the steps of an upload, from its first byte to the artifact.</summary>
public static class UploadWrites
{
    /// <summary>The number of uploads that may be open at the same time.</summary>
    public const int UploadsMax = 10_000;

    /// <summary>The maximum number of parts of an upload, as for S3.</summary>
    public const int PartsPerUploadMax = 10_000;

    /// <param name="entry">The path of the artifact.</param>
    /// <param name="sizeBytes">The announced size, already checked by <see cref="Rules.ArtifactRules"/>.</param>
    /// <param name="partsMax">See <see cref="StoredUpload.PartsMax"/>.</param>
    /// <param name="openCount">How many uploads are open.</param>
    /// <param name="id">A new id.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static StoreOutcome<Decision<ArtifactFact, StoredUpload>> Begin(
        ArtifactEntry entry, long? sizeBytes, int? partsMax, int openCount, UploadId id, long now)
    {
        if (entry.CheckWritable() is { } obstacle) return obstacle;
        if (sizeBytes is { } size && entry.Room?.Check(size) is { } overQuota) return overQuota;
        if (openCount >= UploadsMax)
        {
            return StoreProblem.Conflict(
                ProblemCodes.LimitExceeded, $"{UploadsMax} uploads are open, the limit; complete or abort some.");
        }

        var upload = new StoredUpload(id, entry.Path.Value, sizeBytes, 0, now, partsMax);
        return Decision<ArtifactFact, StoredUpload>.From(new ArtifactFact.PutUpload(upload), upload);
    }

    /// <summary>Adds a part, or replaces the one at the same position.</summary>
    /// <param name="upload">The upload; null when there is none.</param>
    /// <param name="part">The part; its bytes are durable.</param>
    /// <param name="replaced">The part at the same position; null when there is none.</param>
    /// <param name="count">The number of parts of the upload.</param>
    /// <param name="room">How much there is for the part; null for no limit.</param>
    public static StoreOutcome<Decision<ArtifactFact, Freed<StoredUpload>>> AddPart(
        StoredUpload? upload, StoredPart part, StoredPart? replaced, int count, ArtifactRoom? room = null)
    {
        if (upload is null) return NotFound(part.UploadId);
        if (CheckPosition(upload, part.Position) is { } elsewhere) return elsewhere;
        if (replaced is null && count >= PartsPerUploadMax)
        {
            return StoreProblem.Invalid(
                ProblemCodes.LimitExceeded,
                $"The upload has {PartsPerUploadMax} parts, the limit; begin a new one and send larger parts.");
        }

        if (room?.Check(part.SizeBytes) is { } overQuota) return overQuota;
        var received = upload with
        {
            ReceivedBytes = upload.ReceivedBytes - (replaced?.SizeBytes ?? 0) + part.SizeBytes,
        };
        if (CheckEnd(upload, received.ReceivedBytes) is { } tooLong) return tooLong;
        return new Decision<ArtifactFact, Freed<StoredUpload>>(
            [new ArtifactFact.PutPart(part), new ArtifactFact.PutUpload(received)],
            [],
            new(received, replaced is null ? [] : [replaced.Blob]));
    }

    /// <summary>Turns an upload into the artifact.</summary>
    /// <param name="upload">The upload; null when there is none.</param>
    /// <param name="completed">Its id, and the parts that the file was made of.</param>
    /// <param name="parts">All of its parts.</param>
    /// <param name="entry">The path of the artifact.</param>
    /// <param name="received">The received file.</param>
    /// <param name="createEvent">Creates the event; null for none.</param>
    public static StoreOutcome<Decision<ArtifactFact, Freed<WrittenArtifact>>> Complete(
        StoredUpload? upload, CompletedUpload completed, IReadOnlyList<StoredPart> parts, ArtifactEntry entry,
        StoredArtifact received, Func<Artifact, LifecycleEvent>? createEvent)
    {
        if (upload is null) return NotFound(completed.UploadId);
        // If a part was replaced since then, its old blob may be deleted, and the client expects the new one.
        var current = parts.Select(part => part.Blob).ToHashSet(StringComparer.Ordinal);
        if (completed.Parts.FirstOrDefault(part => !current.Contains(part.Blob)) is { } replacedPart)
        {
            return StoreProblem.Conflict(
                ProblemCodes.UploadOffsetMismatch,
                $"The part at position {replacedPart.Position} was replaced while the upload was completed; "
                + "complete it again.");
        }

        // Bytes that were appended while the file was assembled must not be lost.
        if (upload.PartsMax is null && CheckPosition(upload, received.SizeBytes) is { } more) return more;
        var put = ArtifactWrites.Put(entry, received, createEvent, upload.ReceivedBytes);
        if (!put.IsOk) return put;
        var (written, replaced) = put.Value.Value;
        return put.Value with
        {
            Facts = [.. put.Value.Facts, new ArtifactFact.RemoveUpload(completed.UploadId)],
            Value = new(
                written, [.. replaced, .. parts.Select(part => part.Blob).Where(blob => blob != received.Blob)]),
        };
    }

    /// <param name="upload">The upload; null when there is none.</param>
    /// <param name="uploadId">Its id.</param>
    /// <param name="parts">All of its parts.</param>
    public static StoreOutcome<Decision<ArtifactFact, Freed<Done>>> Abort(
        StoredUpload? upload, UploadId uploadId, IReadOnlyList<StoredPart> parts) =>
        upload is null
            ? NotFound(uploadId)
            : Decision<ArtifactFact, Freed<Done>>.From(
                new ArtifactFact.RemoveUpload(uploadId), new(default, [.. parts.Select(part => part.Blob)]));

    /// <summary>Checks that a part begins where the previous one ended, or that its number is in range.</summary>
    public static StoreProblem? CheckPosition(StoredUpload upload, long position)
    {
        if (upload.PartsMax is { } max)
        {
            return position >= 1 && position <= max
                ? null
                : StoreProblem.Invalid(
                    ProblemCodes.InvalidRequest,
                    $"Part {position} does not exist in this upload; its parts are 1 to {max}.");
        }

        return position == upload.ReceivedBytes
            ? null
            : StoreProblem.Conflict(
                ProblemCodes.UploadOffsetMismatch,
                $"The upload has {upload.ReceivedBytes} bytes, so the next part must begin there, not at {position}.");
    }

    /// <summary>Checks that a part ends within the announced size, or within the limit.</summary>
    public static StoreProblem? CheckEnd(StoredUpload upload, long end) => end <= upload.BytesMax()
        ? null
        : StoreProblem.Invalid(
            ProblemCodes.SizeMismatch,
            $"The upload would exceed its size of {upload.BytesMax()} bytes; nothing was stored.");

    /// <summary>Checks that the complete file was received, if its size is known.</summary>
    public static StoreProblem? CheckComplete(StoredUpload upload, long? expectedBytes) =>
        (expectedBytes ?? upload.SizeBytes) is { } size && size != upload.ReceivedBytes
            ? StoreProblem.Invalid(
                ProblemCodes.SizeMismatch,
                $"The upload has {upload.ReceivedBytes} of {size} bytes; append the rest before completing it.")
            : null;

    /// <summary>Returns the listed parts in the order of their numbers.</summary>
    /// <param name="upload">An upload with numbered parts.</param>
    /// <param name="parts">All of its parts.</param>
    /// <param name="listed">The parts of the file; at least one.</param>
    public static StoreOutcome<IReadOnlyList<StoredPart>> Select(
        StoredUpload upload, IReadOnlyList<StoredPart> parts, IReadOnlyList<ListedPart> listed)
    {
        if (listed.Count == 0
            || listed.Any(part => CheckPosition(upload, part.Number) is not null)
            || listed.DistinctBy(part => part.Number).Count() != listed.Count)
        {
            return StoreProblem.Invalid(
                ProblemCodes.InvalidRequest,
                $"The part numbers must be from 1 to {upload.PartsMax}, each once; list each part that was uploaded.");
        }

        var received = parts.ToDictionary(part => part.Position);
        foreach (var (number, sha256) in listed)
        {
            if (!received.TryGetValue(number, out var part))
            {
                return StoreProblem.Invalid(
                    ProblemCodes.InvalidRequest, $"Part {number} was not uploaded; upload it, then complete again.");
            }

            if (sha256.Length > 0 && sha256 != part.Sha256)
            {
                return StoreProblem.Invalid(
                    ProblemCodes.ChecksumMismatch,
                    $"Part {number} does not have the ETag \"{sha256}\"; upload it again.");
            }
        }

        return StoreOutcome<IReadOnlyList<StoredPart>>.Ok(
            [.. listed.OrderBy(part => part.Number).Select(part => received[part.Number])]);
    }

    public static StoreProblem NotFound(UploadId uploadId) => StoreProblem.NotFound(
        ProblemCodes.UploadNotFound, $"There is no upload '{uploadId}'; it was completed, aborted or never begun.");
}
