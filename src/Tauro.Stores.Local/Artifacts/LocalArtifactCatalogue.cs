using System.Collections.Concurrent;
using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Events;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Paging;
using Tauro.Stores.Access;
using Tauro.Stores.Artifacts;
using Tauro.Stores.Decisions;
using Tauro.Stores.Events;
using Tauro.Stores.Filters;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.State;
using Tauro.Stores.Paging;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Local.Artifacts;

/// <summary>
/// The catalogue of artifacts in the journal. After a file is committed, it is renamed to <c>artifacts/{path}</c>,
/// where people and other programs can find it.
/// </summary>
internal sealed partial class LocalArtifactCatalogue<TState> : IArtifactCatalogue where TState : LocalState
{
    /// <summary>The number of failed renames, and of failed deletions, that are tried again at a time.</summary>
    private const int RetriesMax = 16;

    private readonly LocalEngine<TState> engine;
    private readonly Entropy entropy;
    private readonly FolderBlobStore blobs;
    private readonly ArtifactFiles files;
    private readonly PathLocks paths = new();
    private readonly ConcurrentQueue<Undecided> undecided = new();
    private readonly ConcurrentQueue<StoredArtifact> unplaced = new();
    private readonly ConcurrentQueue<StoredDeletion> unfinished = new();
    private readonly BackgroundRetry<TState> retry;

    private LocalArtifactCatalogue(LocalEngine<TState> engine, FolderBlobStore blobs, Entropy entropy)
    {
        this.engine = engine;
        this.entropy = entropy;
        this.blobs = blobs;
        files = new ArtifactFiles(engine.Disk, blobs, engine.Log);
        retry = new BackgroundRetry<TState>(engine, TryRetry);
    }

    /// <summary>Opens the catalogue, and finishes the renames and deletions that a crash interrupted.</summary>
    public static async Task<LocalArtifactCatalogue<TState>> Open(
        LocalEngine<TState> engine, FolderBlobStore blobs, Entropy entropy)
    {
        var catalogue = new LocalArtifactCatalogue<TState>(engine, blobs, entropy);
        foreach (var artifact in await catalogue.files.Recover(engine.State).ConfigureAwait(false))
            catalogue.Later(catalogue.unplaced, artifact);
        foreach (var deletion in engine.State.Deletions.All.ToList())
            await catalogue.Finish(deletion).ConfigureAwait(false);
        return catalogue;
    }

    public ValueTask<StoreOutcome<ArtifactRoom?>> CheckPlace(
        ArtifactPath path, long? sizeBytes, CancellationToken cancel)
    {
        var quota = FindQuota();
        return engine.Read(state =>
        {
            var entry = EntryAt(state, path, quota);
            var room = entry.FindRoom();
            return (entry.CheckWritable() ?? room?.Check(sizeBytes ?? 0)) is { } problem
                ? problem
                : StoreOutcome<ArtifactRoom?>.Ok(room);
        });
    }

    public async ValueTask<StoreOutcome<StoredArtifact>> Find(ArtifactPath path, CancellationToken cancel)
    {
        var state = engine.State;
        if (state.CheckReadable(path) is { } refused) return refused;
        var artifact = state.Artifacts.Find(path.Value);
        await engine.Barrier(state).ConfigureAwait(false);
        return artifact is null
            ? state.Artifacts.At(path).NotFound()
            : artifact with { Blob = files.KeyOf(artifact) };
    }

    public async ValueTask<StoreOutcome<Freed<WrittenArtifact>>> Put(
        StoredArtifact received, CompletedUpload? upload, Func<Artifact, PendingEvent>? createEvent,
        CancellationToken cancel)
    {
        await Retry().ConfigureAwait(false);
        var path = StoredPath.Parse(engine.Disk, received.Path);
        Func<Artifact, LifecycleEvent>? toEvent =
            createEvent is null ? null : artifact => createEvent(artifact).Event;
        var quota = FindQuota();
        using var held = await paths.Take(received.Path, cancel).ConfigureAwait(false);
        try
        {
            var outcome = await Keep((state, _) => state.Artifacts.Find(received.Path) is not null
                && state.HoldOnFiles(path) is { } hold ? new OnHold(hold)
                : upload is null
                ? ArtifactWrites.Put(EntryAt(state, path, quota), received, toEvent)
                : UploadWrites.Complete(
                    state.Uploads.Find(upload.UploadId), upload, state.PartsOf(upload.UploadId),
                    EntryAt(state, path, quota), received, toEvent), cancel).ConfigureAwait(false);
            if (outcome.IsOk) Place(received);
            return outcome;
        }
        catch (StorageUnavailableException)
        {
            Later(undecided, new Undecided(received.Blob, upload?.UploadId, received));
            throw;
        }
    }

    public async ValueTask<StoreOutcome<Page<Artifact>>> List(
        ArtifactPath directory, PageRequest page, bool recursive, CancellationToken cancel)
    {
        var state = engine.State;
        if (state.CheckReadable(directory) is { } refused) return refused;
        object[] query = ["artifacts", directory.Value, recursive];
        if (PageRules.Check(page) is { } badSize) return badSize;
        if (PageToken.Read(page.Token, 1, out var last, query) is { } badToken) return badToken;
        var names = state.Artifacts.List(directory, last?[0]?.String, page.Size + 1, recursive);
        await engine.Barrier(state).ConfigureAwait(false);
        var count = PageBytes.CountFitting(
            names.Take(page.Size), name => PageBytes.Estimate(new Artifact(name)));
        var more = names.Count > count;
        if (more) names.RemoveRange(count, names.Count - count);
        return new Page<Artifact>(
            [.. names.Select(name => Entry(state, directory, name)).OfType<Artifact>()],
            more ? PageToken.Write([Literal.From(names[^1])], query) : null);
    }

    public async ValueTask<StoreOutcome<Freed<DeletedArtifacts>>> Delete(
        ArtifactPath path, Func<int, PendingEvent>? createEvent, CancellationToken cancel)
    {
        await Retry().ConfigureAwait(false);
        var deletionId = entropy.NextId();
        var outcome = await Keep((state, _) => state.HoldOnFiles(path) is { } hold
            ? new OnHold(hold)
            : ArtifactWrites.Delete(
                state.Artifacts.At(path), state.Artifacts.Below(path), deletionId,
                createEvent is null ? null : count => createEvent(count).Event), cancel).ConfigureAwait(false);
        if (!outcome.IsOk || engine.State.Deletions.Find(deletionId) is not { } deletion) return outcome;
        await Finish(deletion).ConfigureAwait(false);
        return outcome;
    }

    /// <summary>
    /// Deletes the files of a committed deletion; readers can no longer find them. If this fails, or its completion
    /// can't be committed, it is tried again later.
    /// </summary>
    public async Task Finish(StoredDeletion deletion)
    {
        try
        {
            foreach (var file in deletion.Paths)
            {
                using var held = await paths.Take(file, CancellationToken.None).ConfigureAwait(false);
                if (await engine.Read(state => state.Artifacts.Find(file)).ConfigureAwait(false) is null)
                    files.Delete(file);
            }

            files.FinishDeletion(deletion.Paths);
            await Keep<Done>((_, _) => ArtifactWrites.FinishDeletion(deletion), CancellationToken.None)
                .ConfigureAwait(false);
        }
        catch (Exception e)
        {
            StoreLog.DeleteFailed(engine.Log, $"deletion {deletion.DeletionId}", e);
            Later(unfinished, deletion);
        }
    }

    /// <summary>Renames a committed file to its path, now or later. The caller holds the lock of the path.</summary>
    private void Place(StoredArtifact artifact)
    {
        if (!files.TryPlace(artifact)) Later(unplaced, artifact);
    }

    private void Later<T>(ConcurrentQueue<T> queue, T item)
    {
        queue.Enqueue(item);
        retry.Start();
    }

    private async Task<bool> TryRetry()
    {
        await Retry().ConfigureAwait(false);
        return undecided.IsEmpty && unplaced.IsEmpty && unfinished.IsEmpty;
    }

    /// <summary>Tries failed renames and deletions again.</summary>
    public async Task Retry()
    {
        if (engine.Failure is not null) return;
        await Decide().ConfigureAwait(false);
        for (var i = Math.Min(unplaced.Count, RetriesMax); i > 0 && unplaced.TryDequeue(out var artifact); i--)
        {
            using var held = await paths.Take(artifact.Path, CancellationToken.None).ConfigureAwait(false);
            if (engine.State.Artifacts.Find(artifact.Path)?.Blob == artifact.Blob) Place(artifact);
        }

        for (var i = Math.Min(unfinished.Count, RetriesMax); i > 0 && unfinished.TryDequeue(out var deletion); i--)
            await Finish(deletion).ConfigureAwait(false);
    }

    /// <summary>
    /// Decides what to do with the files of commits that the journal refused. After a crash, such a commit may take
    /// effect, so its file was kept. A store that was loaded again since then knows whether it did.
    /// </summary>
    private async Task Decide()
    {
        while (engine.Failure is null && undecided.TryDequeue(out var commit))
        {
            using var held =
                await paths.Take(commit.Artifact?.Path ?? "", CancellationToken.None).ConfigureAwait(false);
            try
            {
                // Read only durable state: a change that is not durable may be undone, and the blob needed again.
                if (commit.Artifact is { } artifact && await engine.Read(
                        state => state.Artifacts.Find(artifact.Path)?.Blob == commit.Blob).ConfigureAwait(false))
                    Place(artifact);
                else if (commit.UploadId is not { } upload || await engine.Read(
                        state => state.PartsOf(upload).All(part => part.Blob != commit.Blob)).ConfigureAwait(false))
                    await blobs.Delete([commit.Blob]).ConfigureAwait(false);
            }
            catch (StorageUnavailableException)
            {
                Later(undecided, commit);
                return;
            }
        }
    }

    private ValueTask<StoreOutcome<T>> Keep<T>(
        Func<TState, long, StoreOutcome<Decision<ArtifactFact, T>>> decide, CancellationToken cancel) =>
        engine.Commit(decide, Keep, cancel);

    private static void Keep(TState state, Change change, ArtifactFact fact)
    {
        switch (fact)
        {
            case ArtifactFact.PutArtifact put: change.Put(state.Artifacts, put.Artifact); break;
            case ArtifactFact.RemoveArtifact remove: change.Remove(state.Artifacts, remove.Path); break;
            case ArtifactFact.PutUpload put: change.Put(state.Uploads, put.Upload); break;
            case ArtifactFact.PutPart put: change.Put(state.Parts, put.Part); break;
            case ArtifactFact.RemoveUpload remove: RemoveUpload(state, change, remove.UploadId); break;
            case ArtifactFact.PutDeletion put: change.Put(state.Deletions, put.Deletion); break;
            case ArtifactFact.RemoveDeletion remove: change.Remove(state.Deletions, remove.DeletionId); break;
            default: throw new InvalidOperationException($"Not a fact: {fact.GetType().Name}.");
        }
    }

    private static void RemoveUpload(TState state, Change change, UploadId uploadId)
    {
        // Remove the upload first: without parts, it would look like one from before parts had documents.
        change.Remove(state.Uploads, uploadId);
        foreach (var part in state.Parts.In(uploadId)) change.Remove(state.Parts, StoredPart.KeyOf(part));
    }

    /// <summary>Returns the limit on the artifacts of the current workspace; null for none.</summary>
    private StorageQuota? FindQuota() => engine.State.FindBytesQuota(CurrentPrincipal.Value?.Quotas);

    private static ArtifactRoom? RoomIn(TState state, StorageQuota? quota) =>
        quota is null ? null : new ArtifactRoom(quota, state.ArtifactBytes.In(CurrentWorkspace.Value));

    private static ArtifactEntry EntryAt(TState state, ArtifactPath path, StorageQuota? quota) =>
        state.Artifacts.At(path) with { Room = RoomIn(state, quota) };

    private static Artifact? Entry(LocalState state, ArtifactPath directory, string name)
    {
        if (name.EndsWith('/')) return new Artifact(name[..^1], IsDirectory: true);
        var stored = state.Artifacts.Find(directory.IsRoot ? name : $"{directory}/{name}");
        return stored?.ToArtifact(name);
    }

    /// <summary>A blob of a commit with an unknown outcome, and what refers to it if the commit took effect.</summary>
    private sealed record Undecided(string Blob, UploadId? UploadId, StoredArtifact? Artifact);
}
