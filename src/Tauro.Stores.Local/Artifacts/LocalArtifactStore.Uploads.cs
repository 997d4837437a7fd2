using System.Security.Cryptography;
using Tauro.Contracts.Artifacts;
using Tauro.Stores.Artifacts;
using Tauro.Stores.Decisions;
using Tauro.Stores.Events;
using Tauro.Stores.Local.Disks;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Local.Artifacts;

internal sealed partial class LocalArtifactStore<TState>
{
    private readonly PathLocks uploads = new();

    public async ValueTask<StoreOutcome<ArtifactUpload>> BeginUpload(
        ArtifactPath path, long? sizeBytes, CancellationToken cancel = default)
    {
        if (ArtifactRules.Check(path, sizeBytes) is { } problem) return problem;
        if (sizeBytes is { } size) files.RequireRoom(size);
        await DropExpired(cancel).ConfigureAwait(false);
        var id = entropy.NextId();
        using (var file = files.CreateIncoming(id)) files.Sync(file);
        var isNoted = false;
        try
        {
            var outcome = await Keep((state, now) => UploadWrites.Begin(
                state.Artifacts.At(path), sizeBytes, state.Uploads.Count, id, now), cancel).ConfigureAwait(false);
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
        await Find(uploadId).ConfigureAwait(false) is { } upload ? upload.ToUpload() : UploadWrites.NotFound(uploadId);

    public async ValueTask<StoreOutcome<ArtifactUpload>> AppendUpload(
        string uploadId, long offset, Stream content, CancellationToken cancel = default)
    {
        using var held = await uploads.Take(uploadId, cancel).ConfigureAwait(false);
        if (await Find(uploadId).ConfigureAwait(false) is not { } upload) return UploadWrites.NotFound(uploadId);
        if (UploadWrites.CheckOffset(upload, offset) is { } elsewhere) return elsewhere;
        using var file = files.OpenIncoming(uploadId);
        if (file.Length != offset) ArtifactFiles.Guarded(() => file.SetLength(offset));
        var endMax = upload.EndMax();
        try
        {
            var end = await files.Copy(content, file, offset, endMax, null, cancel).ConfigureAwait(false);
            if (UploadWrites.CheckEnd(upload, end) is { } tooLong) return tooLong;
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
        if (await Find(uploadId).ConfigureAwait(false) is not { } upload) return UploadWrites.NotFound(uploadId);
        var path = StoredPath.Parse(engine.Disk, upload.Path);
        if (UploadWrites.CheckComplete(upload, expect.SizeBytes) is { } incomplete) return incomplete;

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

        if (ArtifactRules.CheckReceived(path, expect, upload.ReceivedBytes, sha256) is { } problem) return problem;
        var now = engine.Time.GetUtcNow().ToUnixTimeMilliseconds();
        var stored = new StoredArtifact(upload.Path, upload.ReceivedBytes, sha256, now, uploadId);
        return await Commit(stored, uploadId, happened, cancel).ConfigureAwait(false);
    }

    public async ValueTask<StoreOutcome<Done>> AbortUpload(string uploadId, CancellationToken cancel = default)
    {
        using var held = await uploads.Take(uploadId, cancel).ConfigureAwait(false);
        return await Abort(uploadId, cancel).ConfigureAwait(false);
    }

    private async ValueTask<StoreOutcome<Done>> Abort(string uploadId, CancellationToken cancel)
    {
        var outcome = await Keep(
            (state, _) => UploadWrites.Abort(state.Uploads.Find(uploadId), uploadId), cancel).ConfigureAwait(false);
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
        return await Keep(
            (state, _) => UploadWrites.Receive(state.Uploads.Find(upload.UploadId), upload.UploadId, end),
            CancellationToken.None).ConfigureAwait(false);
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
    private ValueTask<StoredUpload?> Find(string uploadId) => engine.Read(state => state.Uploads.Find(uploadId));
}
