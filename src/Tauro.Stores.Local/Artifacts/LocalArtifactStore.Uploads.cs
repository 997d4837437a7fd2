using System.Security.Cryptography;
using Tauro.Contracts;
using Tauro.Contracts.Artifacts;
using Tauro.Stores.Artifacts;
using Tauro.Stores.Events;
using Tauro.Stores.Local.Disks;
using Tauro.Stores.Local.State;
using static Tauro.Stores.Local.Artifacts.ArtifactRefusals;

namespace Tauro.Stores.Local.Artifacts;

internal sealed partial class LocalArtifactStore<TState>
{
    private const int UploadsMax = 10_000;
    private readonly PathLocks uploads = new();

    public async ValueTask<StoreOutcome<ArtifactUpload>> BeginUpload(
        ArtifactPath path, long? sizeBytes, CancellationToken cancel = default)
    {
        if (Check(path, new ArtifactExpectation(sizeBytes)) is { } problem) return problem;
        if (sizeBytes < 0) return StoreProblem.Invalid(
            ProblemCodes.InvalidRequest, $"A size of {sizeBytes} bytes is negative.");
        if (sizeBytes is { } size) files.RequireRoom(size);
        await DropExpired(cancel).ConfigureAwait(false);
        var id = entropy.NextId();
        using (var file = files.CreateIncoming(id)) files.Sync(file);
        var isNoted = false;
        try
        {
            var outcome = await Note(id, path, sizeBytes, cancel).ConfigureAwait(false);
            isNoted = outcome.IsOk;
            return outcome;
        }
        catch (StorageUnavailableException)
        {
            isNoted = true; // Perhaps: when the store is opened anew, it deletes what no upload names.
            throw;
        }
        finally
        {
            if (!isNoted) files.DeleteIncoming(id);
        }
    }

    public async ValueTask<StoreOutcome<ArtifactUpload>> GetUpload(
        string uploadId, CancellationToken cancel = default) =>
        await Find(uploadId).ConfigureAwait(false) is { } upload ? ToUpload(upload) : NoUpload(uploadId);

    public async ValueTask<StoreOutcome<ArtifactUpload>> AppendUpload(
        string uploadId, long offset, Stream content, CancellationToken cancel = default)
    {
        using var held = await uploads.Take(uploadId, cancel).ConfigureAwait(false);
        if (await Find(uploadId).ConfigureAwait(false) is not { } upload) return NoUpload(uploadId);
        if (offset != upload.ReceivedBytes)
        {
            return StoreProblem.Conflict(
                ProblemCodes.UploadOffsetMismatch,
                $"The upload has {upload.ReceivedBytes} bytes, so the next part begins there, not at {offset}.");
        }

        using var file = files.OpenIncoming(uploadId);
        if (file.Length != offset) ArtifactFiles.Guarded(() => file.SetLength(offset));
        var endMax = upload.SizeBytes ?? Limits.ArtifactBytesMax;
        try
        {
            var end = await files.Copy(content, file, offset, endMax, null, cancel).ConfigureAwait(false);
            if (end > endMax)
            {
                return StoreProblem.Invalid(
                    ProblemCodes.SizeMismatch,
                        $"The upload would have more than the {endMax} bytes it may have; nothing was kept.");
            }

            return await Received(upload, file, end).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException and not DiskFullException)
        {
            // The connection was cut: what arrived whole is kept, and the client goes on from there.
            if (file.Length > offset && file.Length <= endMax)
                await Received(upload, file, file.Length).ConfigureAwait(false);
            throw;
        }
    }

    public async ValueTask<StoreOutcome<WrittenArtifact>> CompleteUpload(
        string uploadId,
        ArtifactExpectation expect,
        Func<Artifact, PendingEvent>? happened = null,
        CancellationToken cancel = default)
    {
        using var held = await uploads.Take(uploadId, cancel).ConfigureAwait(false);
        if (await Find(uploadId).ConfigureAwait(false) is not { } upload) return NoUpload(uploadId);
        var path = StoredPath.Parse(engine.Disk, upload.Path);
        var expected = expect with { SizeBytes = expect.SizeBytes ?? upload.SizeBytes };
        if (expected.SizeBytes is { } size && size != upload.ReceivedBytes)
        {
            return StoreProblem.Invalid(
                ProblemCodes.SizeMismatch,
                $"The upload has {upload.ReceivedBytes} of {size} bytes; append the rest before completing it.");
        }

        string sha256;
        using (var file = files.OpenIncoming(uploadId))
        {
            var name = engine.Disk.Describe($"incoming/{uploadId}");
            sha256 = await Task.Run(
                () => ArtifactFiles.Guarded(() => Hash(file, upload.ReceivedBytes, name)), cancel);

            // What a crash or a fault left behind the bytes that count must not become part of the artifact.
            if (file.Length > upload.ReceivedBytes)
            {
                ArtifactFiles.Guarded(() => file.SetLength(upload.ReceivedBytes));
                files.Sync(file);
            }
        }

        if (Differs(path, expected, upload.ReceivedBytes, sha256) is { } problem) return problem;
        var now = engine.Time.GetUtcNow().ToUnixTimeMilliseconds();
        var stored = new StoredArtifact(upload.Path, upload.ReceivedBytes, sha256, now, uploadId);
        return await Commit(stored, uploadId, happened, cancel).ConfigureAwait(false);
    }

    public async ValueTask<StoreOutcome<Done>> AbortUpload(string uploadId, CancellationToken cancel = default)
    {
        using var held = await uploads.Take(uploadId, cancel).ConfigureAwait(false);
        return await Abort(uploadId, cancel).ConfigureAwait(false);
    }

    private ValueTask<StoreOutcome<ArtifactUpload>> Note(
        string id, ArtifactPath path, long? sizeBytes, CancellationToken cancel) =>
        engine.Commit<ArtifactUpload>((state, change) =>
        {
            if (Obstacle(state, path) is { } obstacle) return obstacle;
            if (state.Uploads.Count >= UploadsMax)
            {
                return StoreProblem.Conflict(
                    ProblemCodes.LimitExceeded, $"{UploadsMax} uploads are open, the limit; complete or abort some.");
            }

            var upload = new StoredUpload(id, path.Value, sizeBytes, 0, change.Now);
            change.Put(state.Uploads, upload);
            return ToUpload(upload);
        }, cancel);

    private async ValueTask<StoreOutcome<Done>> Abort(string uploadId, CancellationToken cancel)
    {
        var outcome = await engine.Commit<Done>((state, change) =>
        {
            if (state.Uploads.Find(uploadId) is null) return NoUpload(uploadId);
            change.Remove(state.Uploads, uploadId);
            return default(Done);
        }, cancel).ConfigureAwait(false);
        if (outcome.IsOk) files.DeleteIncoming(uploadId);
        return outcome;
    }

    private async Task DropExpired(CancellationToken cancel)
    {
        var oldest = (engine.Time.GetUtcNow() - engine.Options.UploadAgeMax).ToUnixTimeMilliseconds();
        foreach (var upload in engine.State.Uploads.All.Where(upload => upload.CreationTime < oldest).ToList())
            await AbortUpload(upload.UploadId, cancel).ConfigureAwait(false);
    }

    private async Task<StoreOutcome<ArtifactUpload>> Received(StoredUpload upload, DiskFile file, long end)
    {
        files.Sync(file);
        return await engine.Commit<ArtifactUpload>((state, change) =>
        {
            if (state.Uploads.Find(upload.UploadId) is not { } now) return NoUpload(upload.UploadId);
            var longer = now with { ReceivedBytes = end };
            change.Put(state.Uploads, longer);
            return ToUpload(longer);
        }, CancellationToken.None).ConfigureAwait(false);
    }

    private static string Hash(DiskFile file, long length, string name)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 20];
        for (long at = 0; at < length;)
        {
            var count = file.Read(buffer.AsSpan(0, (int)Math.Min(buffer.Length, length - at)), at);
            if (count == 0)
                throw new StorageCorruptException(
                    $"'{name}' is shorter than what was acknowledged of its upload. Abort it, and begin anew.");
            hash.AppendData(buffer, 0, count);
            at += count;
        }

        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }

    /// <summary>
    /// The upload as it is durably: a refusal must not rest on bytes that a failed journal takes back.
    /// </summary>
    private async ValueTask<StoredUpload?> Find(string uploadId)
    {
        var state = engine.State;
        var upload = state.Uploads.Find(uploadId);
        await engine.Barrier(state).ConfigureAwait(false);
        return upload;
    }

    private static ArtifactUpload ToUpload(StoredUpload upload) =>
        new(upload.UploadId, upload.Path, upload.SizeBytes, upload.ReceivedBytes);
}
