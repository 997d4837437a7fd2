using Tauro.Contracts;
using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Paging;
using Tauro.Stores.Decisions;
using Tauro.Stores.Events;
using Tauro.Stores.Rules;
using Tauro.Stores.Runs;

namespace Tauro.Stores.Artifacts;

/// <summary>
/// Stores files by path, each with its size and SHA-256. A write is atomic, and replaces an existing file at the path.
/// Paths are validated by <see cref="ArtifactPath"/> only. The rules on durability, refusals and exceptions are those
/// of <see cref="IRunStore"/>.
/// </summary>
/// <remarks>
/// Bytes are hashed while they are written to a new blob. When they are durable and match the expected size and
/// checksum, one commit adds them to the catalogue. Blobs that the catalogue no longer refers to are deleted then.
/// So a crash may leave unreferenced blobs, but never a reference to missing bytes.
/// </remarks>
/// <param name="catalogue">Paths, sizes, checksums and uploads.</param>
/// <param name="blobs">The bytes of the files.</param>
/// <param name="entropy">The source of keys and ids.</param>
/// <param name="time">The clock.</param>
public sealed partial class ArtifactStore(
    IArtifactCatalogue catalogue, IBlobStore blobs, Entropy entropy, TimeProvider time)
{
    private const int OpenAttempts = 4;

    /// <summary>Stores a file from one stream.</summary>
    /// <param name="path">The path. It is a conflict if it is a directory, or if one of its parents is a file.</param>
    /// <param name="content">The bytes, read to the end of the stream and never buffered completely.</param>
    /// <param name="expect">The expected size and checksum. If they differ, nothing is stored.</param>
    /// <param name="createEvent">Creates the event to commit with it; null for none.</param>
    /// <param name="cancel">Cancels the operation; nothing is stored.</param>
    /// <returns>The file, and whether it is new or replaced another. The commit itself determines this.</returns>
    public async ValueTask<StoreOutcome<WrittenArtifact>> Write(
        ArtifactPath path,
        Stream content,
        ArtifactExpectation expect,
        Func<Artifact, PendingEvent>? createEvent = null,
        CancellationToken cancel = default)
    {
        if (ArtifactRules.Check(path, expect.SizeBytes) is { } problem) return problem;
        var place = await catalogue.CheckPlace(path, expect.SizeBytes, cancel).ConfigureAwait(false);
        if (place.Problem is { } obstacle) return obstacle;
        var received = await Receive(path.Value, content, expect, place.Value, cancel).ConfigureAwait(false);
        if (received.Problem is { } refused) return refused;
        return await Commit(received.Value, null, createEvent, cancel).ConfigureAwait(false);
    }

    /// <summary>Opens a file for reading. The caller disposes the content.</summary>
    public async ValueTask<StoreOutcome<ArtifactContent>> Open(ArtifactPath path, CancellationToken cancel = default)
    {
        for (var attempt = 1; ; attempt++)
        {
            var isLast = attempt == OpenAttempts;
            try
            {
                var found = await catalogue.Find(path, cancel).ConfigureAwait(false);
                if (found.Problem is { } missing) return missing;
                var file = found.Value;
                var blob = await blobs.Open(file.Blob, cancel).ConfigureAwait(false);
                if (blob.Length == file.SizeBytes)
                {
                    return new ArtifactContent(
                        file.ToArtifact(path.Value),
                        new VerifyingStream(blob, $"The artifact '{path}'", file.SizeBytes, file.Sha256));
                }

                var length = blob.Length;
                await blob.DisposeAsync().ConfigureAwait(false);
                if (isLast) throw Damaged(path, $"has {length} bytes, not {file.SizeBytes}");
                // It was replaced after Find: look it up again.
            }
            catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
            {
                // It was deleted or replaced after Find: look it up again.
                if (!isLast) continue;
                throw Damaged(path, "is missing", e);
            }
            catch (StorageCorruptException) when (!isLast)
            {
                // A directory has its place: it may have been deleted after Find.
            }
            catch (IOException e)
            {
                throw new StorageUnavailableException($"The artifact '{path}' can't be read now: {e.Message}", e);
            }
        }
    }

    private static StorageCorruptException Damaged(ArtifactPath path, string what, Exception? inner = null) =>
        new($"The file of the artifact '{path}' {what}. Restore it from a backup.", inner) { File = path.Value };

    /// <summary>
    /// Lists the files and directories in a directory in ordinal order, with paths relative to it. A missing directory
    /// is empty. With <paramref name="recursive"/>, lists all files below the directory, and no directories.
    /// </summary>
    public ValueTask<StoreOutcome<Page<Artifact>>> List(
        ArtifactPath directory, PageRequest page, bool recursive = false, CancellationToken cancel = default) =>
        catalogue.List(directory, page, recursive, cancel);

    /// <summary>
    /// Deletes a file, or all files below a directory; returns how many were deleted. Many files are deleted in several
    /// commits, between which other writes continue: after a crash or a failure some of them may be left, and deleting
    /// the directory again deletes the rest.
    /// </summary>
    /// <param name="path">The path.</param>
    /// <param name="createEvent">Creates the event of each commit from the number of its files; null for none.</param>
    /// <param name="cancel">Cancels the operation; after the first commit it continues.</param>
    public async ValueTask<StoreOutcome<int>> Delete(
        ArtifactPath path, Func<int, PendingEvent>? createEvent = null, CancellationToken cancel = default)
    {
        for (var deleted = 0; ;)
        {
            var outcome = await Free(await catalogue.Delete(path, createEvent, cancel).ConfigureAwait(false))
                .ConfigureAwait(false);
            // After the first commit, another request may have deleted the others.
            if (outcome.Problem is { } problem) return deleted == 0 ? problem : deleted;
            deleted += outcome.Value.Files;
            if (!outcome.Value.More) return deleted;
            cancel = CancellationToken.None;
        }
    }

    /// <summary>Stores bytes in a blob and checks them. The blob is durable, but not yet in the catalogue.</summary>
    private async ValueTask<StoreOutcome<StoredArtifact>> Receive(
        string path, Stream content, ArtifactExpectation expect, ArtifactRoom? room, CancellationToken cancel)
    {
        if (expect.SizeBytes is { } announced) blobs.RequireRoom(announced);
        var key = entropy.NextId();
        await using var blob = await blobs.Create(key, cancel).ConfigureAwait(false);
        await using var body = new IncomingBody(content);
        var bytesMax = Math.Min(expect.SizeBytes ?? Limits.ArtifactBytesMax, room?.Left ?? long.MaxValue);
        await body.CopyTo(blob, bytesMax, cancel).ConfigureAwait(false);
        body.Cut?.Throw();
        if (room?.Check(body.SizeBytes) is { } overQuota) return overQuota;
        var sha256 = body.Sha256();
        if (ArtifactRules.CheckReceived(path, expect, body.SizeBytes, sha256) is { } problem) return problem;
        await blob.Complete(cancel).ConfigureAwait(false);
        return new StoredArtifact(path, body.SizeBytes, sha256, time.GetUtcNow().ToUnixTimeMilliseconds(), key);
    }

    private async ValueTask<StoreOutcome<WrittenArtifact>> Commit(
        StoredArtifact received, CompletedUpload? upload, Func<Artifact, PendingEvent>? createEvent,
        CancellationToken cancel) =>
        await Named(received.Blob, () => catalogue.Put(received, upload, createEvent, cancel))
            .ConfigureAwait(false);

    /// <summary>
    /// Commits a reference to a new blob. The blob is deleted if the commit was definitely refused. After any other
    /// failure the commit may have taken effect; the backend checks later, and deletes the blob if it did not.
    /// </summary>
    private async ValueTask<StoreOutcome<T>> Named<T>(string key, Func<ValueTask<StoreOutcome<Freed<T>>>> commit)
    {
        StoreOutcome<Freed<T>> outcome;
        try
        {
            outcome = await commit().ConfigureAwait(false);
        }
        catch (Exception e) when (e is StorageFullException or StorageBusyException or OperationCanceledException)
        {
            await blobs.Delete([key]).ConfigureAwait(false);
            throw;
        }

        if (!outcome.IsOk) await blobs.Delete([key]).ConfigureAwait(false);
        return await Free(outcome).ConfigureAwait(false);
    }

    private async ValueTask<StoreOutcome<T>> Free<T>(StoreOutcome<Freed<T>> outcome)
    {
        if (outcome.Problem is { } problem) return problem;
        if (outcome.Value.Blobs is { Count: > 0 } freed) await blobs.Delete(freed).ConfigureAwait(false);
        return StoreOutcome<T>.Ok(outcome.Value.Value);
    }
}
