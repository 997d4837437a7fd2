using System.Collections.Concurrent;
using Tauro.Contracts;
using Tauro.Contracts.Events;
using Tauro.Stores.Decisions;
using Tauro.Stores.Events;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.Manifests;
using Tauro.Stores.Local.State;

namespace Tauro.Stores.Local.Events;

/// <summary>
/// The event history of a local store. The newest events are read from memory, older ones from their files. The only
/// writer of the folder determines the order. Claims are in memory, by the clock of the process: no other process uses
/// the folder, and a claim that outlived this process would only delay the next start.
/// </summary>
internal sealed class LocalEventLog<TState>(LocalEngine<TState> engine) : IEventLog where TState : LocalState
{
    private readonly ConcurrentDictionary<ManifestFile, EventFile> opened = [];

    public async ValueTask<StoreOutcome<IReadOnlyList<EventRecord>>> Read(
        long after, int countMax, CancellationToken cancel = default)
    {
        var state = engine.State;
        await engine.Barrier(state).ConfigureAwait(false);
        if (after < 0) return StoreProblem.Invalid(
            ProblemCodes.InvalidRequest, $"'after' is {after}; it must be 0 or more.");
        if (countMax is < 1 or > Limits.EventPageSizeMax)
        {
            return StoreProblem.Invalid(
                ProblemCodes.LimitExceeded,
                    $"{countMax} events were requested; request 1 to {Limits.EventPageSizeMax}.");
        }

        return state.Events.Read(after, countMax) is { } kept
            ? StoreOutcome<IReadOnlyList<EventRecord>>.Ok(kept)
            : ReadFiles(after, countMax);
    }

    public ValueTask<long> LastSequence(CancellationToken cancel = default) => new(engine.State.Events.LastDurable);

    public ValueTask<long> Oldest(CancellationToken cancel = default)
    {
        var inMemory = engine.State.Events.First;
        var file = engine.Checkpoints.Manifest.Files.FirstOrDefault(file => file.Kind == ManifestFileKind.Events);
        return new(file is null ? inMemory : Math.Min(file.First!.Value, inMemory));
    }

    public async ValueTask WaitForNewer(long after, CancellationToken cancel = default)
    {
        // A store that was loaded again has a new list of recent events.
        while (engine.State.Events is var events && events.LastDurable <= after)
            await events.WaitForNewer(after, cancel).ConfigureAwait(false);
    }

    public ValueTask<EventCursor> GetCursor(string follower, CancellationToken cancel = default) =>
        engine.Read(state => Find(state, follower) ?? default);

    public ValueTask<FollowerClaim> Claim(
        string follower, string holder, TimeSpan duration, CancellationToken cancel = default) =>
        new(engine.Claims.Take(follower, holder, duration));

    public ValueTask<bool> Renew(FollowerClaim claim, TimeSpan duration, CancellationToken cancel = default) =>
        new(engine.Claims.Renew(claim, duration));

    public ValueTask Release(FollowerClaim claim, CancellationToken cancel = default)
    {
        engine.Claims.Release(claim);
        return default;
    }

    public ValueTask<bool> SetCursor(FollowerClaim claim, EventCursor cursor, CancellationToken cancel = default) =>
        Commit((last, kept) => CursorWrites.Set(claim, last, kept, cursor), claim.Follower, cancel);

    public ValueTask<bool> ResetCursor(FollowerClaim claim, CancellationToken cancel = default) =>
        Commit((last, kept) => CursorWrites.Reset(claim, last, kept), claim.Follower, cancel);

    private async ValueTask<bool> Commit(
        Func<FollowerClaim?, EventCursor?, Decision<CursorFact, bool>> decide, string follower,
        CancellationToken cancel) =>
        (await engine.Commit<CursorFact, bool>(
            (state, _) => decide(engine.Claims.Find(follower), Find(state, follower)), Keep, cancel)
            .ConfigureAwait(false)).Value;

    private static EventCursor? Find(TState state, string follower) =>
        state.Cursors.Find(follower) is { } kept ? new EventCursor(kept.Sequence, kept.Time) : null;

    private static void Keep(TState state, Change change, CursorFact fact)
    {
        switch (fact)
        {
            case CursorFact.PutCursor(var follower, var cursor):
                change.Put(state.Cursors, new StoredCursor(follower, cursor.Sequence, cursor.Time));
                break;
            case CursorFact.RemoveCursor(var follower):
                change.Remove(state.Cursors, follower);
                break;
            default: throw new InvalidOperationException($"Not a fact: {fact.GetType().Name}.");
        }
    }

    private StoreOutcome<IReadOnlyList<EventRecord>> ReadFiles(long after, int countMax)
    {
        // Between reading the manifest and the file, the file may be merged into another and deleted.
        for (var attempt = 0; ; attempt++)
        {
            var files = engine.Checkpoints.Manifest.Files.Where(file => file.Kind == ManifestFileKind.Events).ToList();
            if (files.Count == 0 || after + 1 < files[0].First)
            {
                var oldest = files.Count > 0 ? files[0].First : engine.State.Events.First;
                return StoreProblem.Conflict(
                    ProblemCodes.EventsExpired,
                    $"The history begins with event {oldest}; continue after {oldest - 1} and treat earlier events " +
                    "as lost.");
            }

            try
            {
                return StoreOutcome<IReadOnlyList<EventRecord>>.Ok(ReadFrom(files, after, countMax));
            }
            catch (StorageCorruptException) when (attempt < 3)
            {
            }
            catch (IOException e)
            {
                throw new StorageUnavailableException($"The event history can't be read now: {e.Message}", e);
            }
        }
    }

    private List<EventRecord> ReadFrom(List<ManifestFile> files, long after, int countMax)
    {
        foreach (var gone in opened.Keys.Except(files)) opened.TryRemove(gone, out _);
        var found = new List<EventRecord>();
        foreach (var file in files.Where(file => file.Last > after))
        {
            opened.GetOrAdd(file, static (entry, disk) => new EventFile(disk, entry), engine.Disk)
                .Read(after, countMax, found);
            if (found.Count == countMax) return found;
        }

        if (engine.State.Events.Read(files[^1].Last!.Value, countMax - found.Count) is { } rest) found.AddRange(rest);
        return found;
    }
}
