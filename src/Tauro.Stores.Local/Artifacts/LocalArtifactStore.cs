using System.Collections.Concurrent;
using System.Security.Cryptography;
using Tauro.Contracts;
using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Paging;
using Tauro.Stores.Artifacts;
using Tauro.Stores.Events;
using Tauro.Stores.Filters;
using Tauro.Stores.Local.Disks;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.State;
using Tauro.Stores.Paging;
using Tauro.Stores.Rules;
using static Tauro.Stores.Local.Artifacts.ArtifactRefusals;

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
        if ((Check(path, expect) ?? Obstacle(engine.State, path)) is { } problem) return problem;
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
            if (artifact is null) return Missing(state, path);
            try
            {
                var file = files.Open(artifact);
                if (file.Length == artifact.SizeBytes || attempt == 3)
                    return new ArtifactContent(ToArtifact(artifact, path.Value), new VerifyingStream(file, artifact));
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
        var deletion = new StoredDeletion(entropy.NextId(), []);
        var incoming = new List<string>();
        var outcome = await engine.Commit<IReadOnlyList<string>>((state, change) =>
        {
            var gone = state.Artifacts.Find(path.Value) is not null
                ? [path.Value]
                : state.Artifacts.List(path, null, int.MaxValue, recursive: true)
                    .ConvertAll(name => path.IsRoot ? name : $"{path}/{name}");
            if (gone.Count == 0) return Missing(state, path);
            incoming.AddRange(gone.Select(one => state.Artifacts.Find(one)!.Incoming));
            foreach (var one in gone) change.Remove(state.Artifacts, one);
            change.Put(state.Deletions, deletion = deletion with { Paths = gone });
            if (happened is not null) change.Event(state, happened(gone.Count));
            return StoreOutcome<IReadOnlyList<string>>.Ok(gone);
        }, cancel).ConfigureAwait(false);
        if (outcome.Problem is { } problem) return problem;
        incoming.ForEach(files.DeleteIncoming);
        try
        {
            foreach (var one in outcome.Value)
            {
                using var held = await paths.Take(one, CancellationToken.None).ConfigureAwait(false);
                if (engine.State.Artifacts.Find(one) is null) files.Delete(one);
            }

            files.FinishDeletion(outcome.Value);
            await Forget(deletion).ConfigureAwait(false);
        }
        catch (IOException e)
        {
            // Gone for every reader already; the files go when the store opens the next time.
            StoreLog.DeleteFailed(engine.Log, path.Value, e);
        }

        return outcome.Value.Count;
    }

    /// <summary>The files of a deletion are gone. When that cannot be noted, they are looked for once more.</summary>
    private async Task Forget(StoredDeletion deletion)
    {
        try
        {
            await engine.Commit<Done>((state, change) =>
            {
                change.Remove(state.Deletions, deletion.DeletionId);
                return default(Done);
            }, CancellationToken.None).ConfigureAwait(false);
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
        if (Differs(path, expect, size, sha256) is { } problem) return problem;
        files.Sync(file);
        return new StoredArtifact(path.Value, size, sha256, engine.Time.GetUtcNow().ToUnixTimeMilliseconds(), id);
    }

    /// <summary>Commits durable bytes as an artifact and gives the file its name.</summary>
    private async ValueTask<StoreOutcome<WrittenArtifact>> Commit(
        StoredArtifact stored, string? uploadId, Func<Artifact, PendingEvent>? happened, CancellationToken cancel)
    {
        var path = StoredPath.Parse(engine.Disk, stored.Path);
        var artifact = ToArtifact(stored, stored.Path);
        using var held = await paths.Take(stored.Path, cancel).ConfigureAwait(false);
        string? replaced = null;
        StoreOutcome<WrittenArtifact> outcome;
        try
        {
            outcome = await CommitStored().ConfigureAwait(false);
        }
        catch (StorageUnavailableException)
        {
            undecided.Enqueue(stored);
            throw;
        }

        if (!outcome.IsOk) return outcome;
        files.TryPlace(stored);
        if (replaced is not null) files.DeleteIncoming(replaced);
        return outcome;

        ValueTask<StoreOutcome<WrittenArtifact>> CommitStored() => engine.Commit<WrittenArtifact>((state, change) =>
        {
            if (Obstacle(state, path) is { } problem) return problem;
            var before = state.Artifacts.Find(stored.Path);
            replaced = before?.Incoming;
            if (uploadId is not null && state.Uploads.Find(uploadId) is null) return NoUpload(uploadId);
            change.Put(state.Artifacts, stored);
            if (uploadId is not null) change.Remove(state.Uploads, uploadId);
            if (happened is not null) change.Event(state, happened(artifact));
            return new WrittenArtifact(artifact, before is null);
        }, cancel);
    }

    private static Artifact? Entry(LocalState state, ArtifactPath directory, string name)
    {
        if (name.EndsWith('/')) return new Artifact(name[..^1], IsDirectory: true);
        var stored = state.Artifacts.Find(directory.IsRoot ? name : $"{directory}/{name}");
        return stored is null ? null : ToArtifact(stored, name);
    }

    private static Artifact ToArtifact(StoredArtifact stored, string path) =>
        new(path, false, stored.SizeBytes, stored.Sha256, stored.LastUpdateTime);
}
