using Tauro.Contracts;
using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Ids;
using Tauro.Stores.Decisions;
using Tauro.Stores.Events;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Artifacts;

public sealed partial class ArtifactStore
{
    /// <summary>How many expired uploads are deleted when a new one begins.</summary>
    private const int ExpiredMax = 16;

    /// <summary>How often expired uploads are looked for, which reads all uploads if few are expired.</summary>
    private static readonly TimeSpan ExpiryInterval = TimeSpan.FromMinutes(1);

    private readonly CompletedUploads completed = new();
    private long lookedForExpired;

    /// <summary>
    /// Begins an upload that survives lost connections and restarts. Each of its parts is a blob; completing the upload
    /// combines them into the file.
    /// </summary>
    /// <param name="path">The path of the artifact that it becomes.</param>
    /// <param name="sizeBytes">The announced size of the file; null when none was announced.</param>
    /// <param name="partsMax">
    /// The highest part number, for <see cref="PutPart"/>; null for <see cref="AppendUpload"/>.
    /// </param>
    /// <param name="cancel">Cancels the operation.</param>
    public async ValueTask<StoreOutcome<ArtifactUpload>> BeginUpload(
        ArtifactPath path, long? sizeBytes, int? partsMax = null, CancellationToken cancel = default)
    {
        if (ArtifactRules.Check(path, sizeBytes) is { } problem) return problem;
        if (sizeBytes is { } size) blobs.RequireRoom(size);
        await AbortExpired(cancel).ConfigureAwait(false);
        var begun = await catalogue.BeginUpload(new UploadId(entropy.NextId()), path, sizeBytes, partsMax, cancel)
            .ConfigureAwait(false);
        return begun.Select(upload => upload.ToUpload());
    }

    public async ValueTask<StoreOutcome<ArtifactUpload>> GetUpload(
        UploadId uploadId, CancellationToken cancel = default) =>
        await catalogue.FindUpload(uploadId, cancel).ConfigureAwait(false) is { } upload
            ? upload.ToUpload()
            : UploadWrites.NotFound(uploadId);

    /// <summary>
    /// Returns an upload that can be completed: one in progress, or one of the last that were completed, which
    /// <see cref="CompleteUpload"/> accepts again.
    /// </summary>
    public async ValueTask<StoreOutcome<ArtifactUpload>> GetUploadToComplete(
        UploadId uploadId, CancellationToken cancel = default) =>
        completed.Find(uploadId) is { } done ? done.Upload.ToUpload() : await GetUpload(uploadId, cancel)
            .ConfigureAwait(false);

    /// <summary>
    /// Appends at <paramref name="offset"/>, which must be the number of bytes received so far; otherwise the result is
    /// a conflict that contains this number. Bytes that arrived before a connection was lost are kept.
    /// </summary>
    public async ValueTask<StoreOutcome<ArtifactUpload>> AppendUpload(
        UploadId uploadId, long offset, Stream content, CancellationToken cancel = default)
    {
        if (await catalogue.FindUpload(uploadId, cancel).ConfigureAwait(false) is not { PartsMax: null } upload)
            return UploadWrites.NotFound(uploadId);
        if (UploadWrites.CheckPosition(upload, offset) is { } elsewhere) return elsewhere;
        var key = entropy.NextId();
        var room = await catalogue.FindRoom(uploadId, offset, cancel).ConfigureAwait(false);
        StoredPart part;
        await using var body = new IncomingBody(content);
        await using (var blob = await blobs.Create(key, cancel).ConfigureAwait(false))
        {
            var bytesMax = Math.Min(upload.BytesMax() - offset, room?.Left ?? long.MaxValue);
            await body.CopyTo(blob, bytesMax, cancel).ConfigureAwait(false);
            if (body.Cut is { SourceException: not (OperationCanceledException or IOException) } fault) fault.Throw();
            if (UploadWrites.CheckEnd(upload, offset + body.SizeBytes) is { } tooLong) return tooLong;
            if (room?.Check(body.SizeBytes) is { } overQuota) return overQuota;
            if (body.SizeBytes == 0)
            {
                body.Cut?.Throw();
                return upload.ToUpload();
            }

            // If the connection was lost, keep the received bytes; the client continues after them.
            await blob.Complete(CancellationToken.None).ConfigureAwait(false);
            part = new StoredPart(uploadId, offset, body.SizeBytes, body.Sha256(), key);
        }

        var added = await Named(key, () => catalogue.AddPart(part, CancellationToken.None)).ConfigureAwait(false);
        body.Cut?.Throw();
        return added.Select(received => received.ToUpload());
    }

    /// <summary>
    /// Stores a numbered part. Parts may arrive in any order and concurrently; a part that is sent again replaces
    /// the previous one.
    /// </summary>
    /// <returns>The part, with its SHA-256.</returns>
    public async ValueTask<StoreOutcome<StoredPart>> PutPart(
        UploadId uploadId, int number, Stream content, ArtifactExpectation expect, CancellationToken cancel = default)
    {
        if (await catalogue.FindUpload(uploadId, cancel).ConfigureAwait(false) is not { PartsMax: not null } upload)
            return UploadWrites.NotFound(uploadId);
        if (UploadWrites.CheckPosition(upload, number) is { } outside) return outside;
        var room = await catalogue.FindRoom(uploadId, number, cancel).ConfigureAwait(false);
        var received = await Receive(upload.Path, content, expect, room, cancel).ConfigureAwait(false);
        if (received.Problem is { } refused) return refused;
        var (_, size, sha256, _, key) = received.Value;
        var part = new StoredPart(uploadId, number, size, sha256, key);
        var added = await Named(key, () => catalogue.AddPart(part, cancel)).ConfigureAwait(false);
        return added.Select(_ => part);
    }

    /// <summary>
    /// Turns an upload into the artifact. Parts that are not listed are deleted. Completing one of the last completed
    /// uploads again returns the same outcome and changes nothing, for a client that has lost the response.
    /// </summary>
    /// <param name="uploadId">The upload.</param>
    /// <param name="expect">The expected size and checksum.</param>
    /// <param name="createEvent">Creates the event to commit with it; null for none.</param>
    /// <param name="listed">The numbered parts of the file; null for an upload without numbered parts.</param>
    /// <param name="cancel">Cancels the operation; the upload is kept.</param>
    /// <returns>The same as <see cref="Write"/>.</returns>
    public async ValueTask<StoreOutcome<WrittenArtifact>> CompleteUpload(
        UploadId uploadId,
        ArtifactExpectation expect,
        Func<Artifact, PendingEvent>? createEvent = null,
        IReadOnlyList<ListedPart>? listed = null,
        CancellationToken cancel = default)
    {
        var before = await catalogue.FindUpload(uploadId, cancel).ConfigureAwait(false);
        var outcome = before is null || before.PartsMax is null != listed is null
            ? UploadWrites.NotFound(uploadId)
            : await Complete(before, expect, createEvent, listed, cancel).ConfigureAwait(false);
        if (outcome.IsOk) completed.Add(before!, outcome.Value);
        // Also when another request has completed it since then.
        return outcome.Problem is { Code: ProblemCodes.UploadNotFound } && completed.Find(uploadId) is { } done
            ? Repeat(done, expect, listed)
            : outcome;
    }

    /// <summary>Deletes an upload and its received bytes.</summary>
    public async ValueTask<StoreOutcome<Done>> AbortUpload(UploadId uploadId, CancellationToken cancel = default) =>
        await Free(await catalogue.AbortUpload(uploadId, cancel).ConfigureAwait(false)).ConfigureAwait(false);

    private async ValueTask AbortExpired(CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcTicks;
        // Also after the clock was set back.
        if (Math.Abs(now - Volatile.Read(ref lookedForExpired)) < ExpiryInterval.Ticks) return;
        var expired = await catalogue.ListExpiredUploads(ExpiredMax, cancel).ConfigureAwait(false);
        foreach (var upload in expired) await AbortUpload(upload.UploadId, cancel).ConfigureAwait(false);
        if (expired.Count < ExpiredMax) Volatile.Write(ref lookedForExpired, now);
    }

    private static StoreOutcome<WrittenArtifact> Repeat(
        (StoredUpload Upload, WrittenArtifact Outcome) done, ArtifactExpectation expect,
        IReadOnlyList<ListedPart>? listed)
    {
        var (upload, (artifact, _)) = done;
        if (upload.PartsMax is null != listed is null) return UploadWrites.NotFound(upload.UploadId);
        return ArtifactRules.CheckReceived(upload.Path, expect, artifact.SizeBytes ?? 0, artifact.Sha256 ?? "")
            is { } other
            ? other
            : done.Outcome;
    }

    private async ValueTask<StoreOutcome<WrittenArtifact>> Complete(
        StoredUpload upload, ArtifactExpectation expect, Func<Artifact, PendingEvent>? createEvent,
        IReadOnlyList<ListedPart>? listed, CancellationToken cancel)
    {
        var uploadId = upload.UploadId;
        var parts = await catalogue.ListParts(uploadId, cancel).ConfigureAwait(false);
        if (listed is not null)
        {
            var selected = UploadWrites.Select(upload, parts, listed);
            if (selected.Problem is { } wrong) return wrong;
            parts = selected.Value;
        }
        else if (UploadWrites.CheckComplete(upload, expect.SizeBytes) is { } incomplete)
        {
            return incomplete;
        }

        if (parts is [{ Sha256: { } sha256 } whole])
        {
            // The single part becomes the file; its checksum is already known.
            if (ArtifactRules.CheckReceived(upload.Path, expect, whole.SizeBytes, sha256) is { } problem)
                return problem;
            var now = time.GetUtcNow().ToUnixTimeMilliseconds();
            var file = new StoredArtifact(upload.Path, whole.SizeBytes, sha256, now, whole.Blob);
            var named = await catalogue.Put(file, new CompletedUpload(uploadId, parts), createEvent, cancel)
                .ConfigureAwait(false);
            return await Free(named).ConfigureAwait(false);
        }

        await using var content = new PartsStream(blobs, parts);
        var size = parts.Sum(part => part.SizeBytes);
        var received = await Receive(
            upload.Path, content, expect with { SizeBytes = expect.SizeBytes ?? size }, room: null, cancel)
            .ConfigureAwait(false);
        if (received.Problem is { } refused) return refused;
        return await Commit(received.Value, new CompletedUpload(uploadId, parts), createEvent, cancel)
            .ConfigureAwait(false);
    }
}
