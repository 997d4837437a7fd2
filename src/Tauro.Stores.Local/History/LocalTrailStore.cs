using System.Text.Json;
using Tauro.Contracts;
using Tauro.Contracts.Json;
using Tauro.Contracts.Trail;
using Tauro.Stores.Access;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.Manifests;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Trails;
using Tauro.Stores.Trail;

namespace Tauro.Stores.Local.History;

/// <summary>The trail in the service's own folder.</summary>
internal sealed class LocalTrailStore<TState>(LocalEngine<TState> engine) : ITrailStore where TState : LocalState
{
    /// <summary>The entries that are examined for one page.</summary>
    private const int ExaminedMax = 100_000;

    private readonly TrailReader<TState> reader = new(engine);
    private readonly SemaphoreSlim verifying = new(1);

    public async ValueTask<StoreOutcome<TrailPage>> Read(TrailQuery query, CancellationToken cancel = default)
    {
        if (query.CountMax is < 1 or > Limits.TrailPageSizeMax)
            return StoreProblem.Invalid(
                ProblemCodes.LimitExceeded,
                $"{query.CountMax} entries were requested; request 1 to {Limits.TrailPageSizeMax}.");
        var snapshot = await Take().ConfigureAwait(false);
        return reader.Read(() => ReadPage(query, snapshot, cancel));
    }

    public async ValueTask<TrailCheckpoint> GetCheckpoint(CancellationToken cancel = default)
    {
        var (sequence, hash, time) = (await Take().ConfigureAwait(false)).Last;
        return new TrailCheckpoint(engine.State.Service, sequence, hash, time);
    }

    public async ValueTask<StoreOutcome<TrailVerification>> Verify(
        TrailCheckpoint? checkpoint = null, CancellationToken cancel = default)
    {
        if (checkpoint is not null && checkpoint.Service != engine.State.Service)
            return StoreProblem.Invalid(
                ProblemCodes.InvalidRequest,
                $"The checkpoint is of the trail of '{checkpoint.Service}'; send one of '{engine.State.Service}'.");

        // One at a time, since each reads all files.
        await verifying.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            var snapshot = await Take().ConfigureAwait(false);
            return await Task.Run(
                () => StoredTrail.CheckIndexes(
                    new TrailVerifier(engine.State.Service).Run(
                        Lines(snapshot, cancel), StoredTrail.Anchors(snapshot.Last, checkpoint)),
                    engine.Disk, engine.Checkpoints.Manifest.Files),
                cancel).ConfigureAwait(false);
        }
        catch (IOException e)
        {
            throw new StorageUnavailableException($"The trail can't be read now: {e.Message}", e);
        }
        finally
        {
            verifying.Release();
        }
    }

    private Task<TrailSnapshot> Take() => engine.Read(state => state.Trail.Take()).AsTask();

    private TrailPage ReadPage(TrailQuery query, TrailSnapshot snapshot, CancellationToken cancel)
    {
        var (after, before) = query.Descending ? (0, query.After ?? long.MaxValue) : (query.After ?? 0, long.MaxValue);
        var found = new List<TrailEntry>();
        var (examined, bytes, position) = (0, 0L, 0L);
        // Without a key in the index, all entries are examined, and count.
        var indexed = query.Resource is { } resource && TrailKeys.Find(resource) is not null ? resource : null;
        foreach (var line in reader.Read(
            indexed, snapshot, after, before, query.Since, query.Until, query.Descending))
        {
            cancel.ThrowIfCancellationRequested();
            if (query.Descending ? line.Time < query.Since : line.Time > query.Until) break;
            if (found.Count == query.CountMax || examined++ == ExaminedMax || bytes > Limits.PageBytesMax)
                return new TrailPage(found, snapshot.Last.Sequence, position);
            position = line.Sequence;
            if (!Matches(line, query)) continue;
            var entry = JsonSerializer.Deserialize<TrailEntry>(line.Bytes, TauroJson.Options)!;
            if (query.Actor is { } actor && !TrailQuery.IsBy(entry.Actor, actor)) continue;
            if (!AccessDecision.IsIn(query.Workspace, entry.Workspace)) continue;
            found.Add(entry);
            bytes += line.Bytes.Length;
        }

        return new TrailPage(found, snapshot.Last.Sequence, null);
    }

    private static bool Matches(TrailLine line, TrailQuery query) =>
        !(line.Time < query.Since) && !(line.Time > query.Until)
        && (query.Resource is null || TrailKeys.Matches(line, query.Resource))
        && (query.Kind is null || line.Kind == query.Kind)
        && (query.Action is not { } action || line.Action == ApiName.Get(action));

    /// <summary>
    /// Reads all lines as they are stored. Meanwhile, a checkpoint may replace the last file by one that begins with
    /// the same entry, and move entries from memory to files.
    /// </summary>
    private IEnumerable<byte[]> Lines(TrailSnapshot snapshot, CancellationToken cancel)
    {
        var position = 1L;
        var first = snapshot.Lines.Count > 0 ? snapshot.Lines[0].Sequence : long.MaxValue;
        while (NextFile(position) is { } file && file.First < first && file.First <= snapshot.Last.Sequence)
        {
            List<byte[]> part;
            try
            {
                part = [.. StoredTrail.Lines(engine.Disk, file)];
            }
            catch (IOException) when (NextFile(position) != file)
            {
                continue;
            }

            if (part.Count == 0 && NextFile(position) != file) continue;
            cancel.ThrowIfCancellationRequested();
            foreach (var line in part) yield return line;
            position = file.Last!.Value + 1;
        }

        foreach (var line in snapshot.Lines)
            if (line.Sequence >= position) yield return line.Bytes;
    }

    private ManifestFile? NextFile(long position) => engine.Checkpoints.Manifest.Files
        .FirstOrDefault(file => file.Kind == ManifestFileKind.Trail && file.First >= position);
}
