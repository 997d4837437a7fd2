using System.Collections.Concurrent;
using System.Security.Cryptography;
using Tauro.Contracts;
using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Events;
using Tauro.Contracts.Paging;
using Tauro.Stores.Artifacts;
using Tauro.Stores.Decisions;
using Tauro.Stores.Events;
using Tauro.Stores.Filters;
using Tauro.Stores.Local.Disks;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.State;
using Tauro.Stores.Paging;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Local.Artifacts;

/// <summary>Artifacts as files under <c>artifacts/</c>, what is known of them in the journal.</summary>
internal sealed partial class LocalArtifactStore<TState> : IArtifactStore where TState : LocalState
{
    private readonly LocalEngine<TState> engine;
    private readonly Entropy entropy;
    private readonly ArtifactFiles files;
    private readonly PathLocks paths = new();
    private readonly ConcurrentQueue<StoredArtifact> undecided = new();

    private LocalArtifactStore(LocalEngine<TState> engine, Entropy entropy)
    {
        this.engine = engine;
        this.entropy = entropy;
        files = new ArtifactFiles(engine.Disk, engine.Options.FreeBytesMin, engine.Log);
    }

    /// <summary>Finishes what a crash left half done: files without their name, and deletions.</summary>
    public static async Task<LocalArtifactStore<TState>> Open(LocalEngine<TState> engine, Entropy entropy)
    {
        var store = new LocalArtifactStore<TState>(engine, entropy);
        store.files.Recover(engine.State);
        foreach (var deletion in engine.State.Deletions.All.ToList())
            await store.Forget(deletion).ConfigureAwait(false);
        return store;
    }

    public async ValueTask<StoreOutcome<WrittenArtifact>> Write(
        ArtifactPath path,
        Stream content,
        ArtifactExpectation expect,
        Func<Artifact, PendingEvent>? happened = null,
        CancellationToken cancel = default)
    {
        var refusal = ArtifactRules.Check(path, expect.SizeBytes) ?? engine.State.Artifacts.At(path).Obstacle();
        if (refusal is not null) return refusal;
        if (expect.SizeBytes is { } size) files.RequireRoom(size);
        await Decide().ConfigureAwait(false);
        var id = entropy.NextId();
        var (isReceived, isNamed) = (false, false);
        try
        {
            StoreOutcome<StoredArtifact> received;
            using (var file = files.CreateIncoming(id))
                received = await Receive(file, path, id, content, expect, cancel);
            if (received.Problem is { } refused) return refused;
            isReceived = true;
            var committed = await Commit(received.Value, null, happened, cancel).ConfigureAwait(false);
            isNamed = committed.IsOk;
            return committed;
        }
        catch (StorageUnavailableException) when (isReceived)
        {
            isNamed = true; // Perhaps: whether the commit counts is found out when the store is loaded anew.
            throw;
        }
        finally
        {
            if (!isNamed) files.DeleteIncoming(id);
        }
    }

    public async ValueTask<StoreOutcome<ArtifactContent>> Open(ArtifactPath path, CancellationToken cancel = default)
    {
        for (var attempt = 0; ; attempt++)
        {
            var state = engine.State;
            var artifact = state.Artifacts.Find(path.Value);
            await engine.Barrier(state).ConfigureAwait(false);
            if (artifact is null) return state.Artifacts.At(path).NotFound();
            try
            {
                var file = files.Open(artifact);
                if (file.Length == artifact.SizeBytes || attempt == 3)
                    return new ArtifactContent(artifact.ToArtifact(path.Value), new VerifyingStream(file, artifact));
                file.Dispose(); // Replaced between the look and the opening: look again.
            }
            catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
            {
                // Deleted, replaced or given its name between the look and the opening: look again.
                if (attempt < 3) continue;
                throw new StorageCorruptException(
                    $"The file of the artifact '{path}' is missing; restore it from a backup.", e);
            }
            catch (IOException e)
            {
                throw new StorageUnavailableException($"The artifact '{path}' can't be read just now: {e.Message}", e);
            }
        }
    }

    public async ValueTask<StoreOutcome<Page<Artifact>>> List(
        ArtifactPath directory, PageRequest page, bool recursive = false, CancellationToken cancel = default)
    {
        var state = engine.State;
        object[] query = ["artifacts", directory.Value, recursive];
        if (PageRules.Check(page) is { } badSize) return badSize;
        if (PageToken.Read(page.Token, 1, out var last, query) is { } badToken) return badToken;
        var names = state.Artifacts.List(directory, last?[0]?.Text, page.Size + 1, recursive);
        await engine.Barrier(state).ConfigureAwait(false);
        var more = names.Count > page.Size;
        if (more) names.RemoveAt(page.Size);
        return new Page<Artifact>(
            [.. names.Select(name => Entry(state, directory, name)).OfType<Artifact>()],
            more ? PageToken.Write([Literal.Of(names[^1])], query) : null);
    }

    public async ValueTask<StoreOutcome<int>> Delete(
        ArtifactPath path, Func<int, PendingEvent>? happened = null, CancellationToken cancel = default)
    {
        await Decide().ConfigureAwait(false);
        var deletionId = entropy.NextId();
        var outcome = await Keep((state, _) => ArtifactWrites.Delete(
            state.Artifacts.At(path), state.Artifacts.Below(path), deletionId,
            happened is null ? null : count => happened(count).Happened), cancel).ConfigureAwait(false);
        if (!outcome.IsOk) return outcome.Problem;
        var gone = outcome.Value;
        foreach (var one in gone) files.DeleteIncoming(one.Incoming);
        var deletion = new StoredDeletion(deletionId, [.. gone.Select(one => one.Path)]);
        try
        {
            foreach (var one in deletion.Paths)
            {
                using var held = await paths.Take(one, CancellationToken.None).ConfigureAwait(false);
                if (engine.State.Artifacts.Find(one) is null) files.Delete(one);
            }

            files.FinishDeletion(deletion.Paths);
            await Forget(deletion).ConfigureAwait(false);
        }
        catch (IOException e)
        {
            // Gone for every reader already; the files go when the store opens the next time.
            StoreLog.DeleteFailed(engine.Log, path.Value, e);
        }

        return gone.Count;
    }

    /// <summary>The files of a deletion are gone. When that cannot be noted, they are looked for once more.</summary>
    private async Task Forget(StoredDeletion deletion)
    {
        try
        {
            await Keep<Done>((_, _) => ArtifactWrites.FinishDeletion(deletion), CancellationToken.None)
                .ConfigureAwait(false);
        }
        catch (StorageRefusalException e)
        {
            StoreLog.DeleteFailed(engine.Log, $"deletion {deletion.DeletionId}", e);
        }
    }

    /// <summary>
    /// A commit that the journal refused may come to life in a crash, so its file was kept. A store that was loaded
    /// anew since knows whether it counts.
    /// </summary>
    private async Task Decide()
    {
        while (engine.Failure is null && undecided.TryDequeue(out var stored))
        {
            using var held = await paths.Take(stored.Path, CancellationToken.None).ConfigureAwait(false);
            var state = engine.State;
            if (state.Artifacts.Find(stored.Path)?.Incoming == stored.Incoming) files.TryPlace(stored);
            else if (state.Uploads.Find(stored.Incoming) is null) files.DeleteIncoming(stored.Incoming);
        }
    }

    private async Task<StoreOutcome<StoredArtifact>> Receive(
        DiskFile file, ArtifactPath path, string id, Stream content, ArtifactExpectation expect,
            CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var size = await files.Copy(
            content, file, 0, expect.SizeBytes ?? Limits.ArtifactBytesMax, hash, cancel).ConfigureAwait(false);
        var sha256 = Convert.ToHexStringLower(hash.GetCurrentHash());
        if (ArtifactRules.CheckReceived(path, expect, size, sha256) is { } problem) return problem;
        files.Sync(file);
        return new StoredArtifact(path.Value, size, sha256, engine.Time.GetUtcNow().ToUnixTimeMilliseconds(), id);
    }

    /// <summary>Commits durable bytes as an artifact and gives the file its name.</summary>
    private async ValueTask<StoreOutcome<WrittenArtifact>> Commit(
        StoredArtifact stored, string? uploadId, Func<Artifact, PendingEvent>? happened, CancellationToken cancel)
    {
        var path = StoredPath.Parse(engine.Disk, stored.Path);
        Func<Artifact, LifecycleEvent>? told = happened is null ? null : artifact => happened(artifact).Happened;
        using var held = await paths.Take(stored.Path, cancel).ConfigureAwait(false);
        StoreOutcome<(WrittenArtifact Written, StoredArtifact? Replaced)> outcome;
        try
        {
            outcome = await Keep((state, _) => uploadId is null
                ? ArtifactWrites.Put(state.Artifacts.At(path), stored, told)
                : UploadWrites.Complete(
                    state.Uploads.Find(uploadId), uploadId, state.Artifacts.At(path), stored, told), cancel)
                .ConfigureAwait(false);
        }
        catch (StorageUnavailableException)
        {
            undecided.Enqueue(stored);
            throw;
        }

        if (!outcome.IsOk) return outcome.Problem;
        files.TryPlace(stored);
        if (outcome.Value.Replaced is { } replaced) files.DeleteIncoming(replaced.Incoming);
        return outcome.Value.Written;
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
            case ArtifactFact.RemoveUpload remove: change.Remove(state.Uploads, remove.UploadId); break;
            case ArtifactFact.PutDeletion put: change.Put(state.Deletions, put.Deletion); break;
            case ArtifactFact.RemoveDeletion remove: change.Remove(state.Deletions, remove.DeletionId); break;
            default: throw new InvalidOperationException($"Not a fact: {fact.GetType().Name}.");
        }
    }

    private static Artifact? Entry(LocalState state, ArtifactPath directory, string name)
    {
        if (name.EndsWith('/')) return new Artifact(name[..^1], IsDirectory: true);
        var stored = state.Artifacts.Find(directory.IsRoot ? name : $"{directory}/{name}");
        return stored?.ToArtifact(name);
    }
}
