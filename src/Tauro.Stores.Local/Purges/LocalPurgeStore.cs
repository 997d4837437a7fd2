using System.Collections.Concurrent;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Purges;
using Tauro.Contracts.Runs;
using Tauro.Stores.Decisions;
using Tauro.Stores.Local.Artifacts;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.Tracking;
using Tauro.Stores.Purges;

namespace Tauro.Stores.Local.Purges;

/// <summary>
/// Purges runs and experiments of a local store. A small one is one commit. A large one is made of several, so that
/// other writes are committed in between. After a crash, one can be in these states:
/// 1. it is not in the purges, and its run or experiment exists: it was not committed;
/// 2. it is in the purges and running: the opened store continues, with what is left of the run or experiment;
/// 3. its run or experiment does not exist: it is complete. Of its artifacts, files may be left that a deletion refers
/// to; the opened store deletes them.
/// </summary>
internal sealed class LocalPurgeStore(
    LocalEngine<TrackingState> engine, LocalArtifactCatalogue<TrackingState> artifacts, Entropy entropy) : IPurgeStore
{
    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, Task<Purge?>> running = new(StringComparer.Ordinal);

    /// <summary>Continues, in the background, the purges that a crash interrupted.</summary>
    public void Start()
    {
        if (!engine.Options.Background) return;
        foreach (var purge in Unfinished()) _ = Run(purge.Key);
    }

    /// <summary>Completes the purges that a crash or a failure interrupted.</summary>
    public async Task FinishAll()
    {
        foreach (var purge in Unfinished()) await Finish(purge.Key).ConfigureAwait(false);
    }

    public ValueTask<StoreOutcome<Purge>> PurgeRun(RunId runId, CancellationToken cancel = default) => Begin(
        (state, limits, now) =>
        {
            var run = state.Runs.Find(runId);
            if (run is not null && state.HoldOn(run) is { } hold) return new OnHold(hold);
            return PurgeWrites.BeginRun(
                run, run is null ? null : state.PurgeOf(run),
                run is null ? null : state.VersionMadeFrom(run), runId,
                run is null ? [] : From(state, run), limits, now);
        },
        cancel);

    public ValueTask<StoreOutcome<Purge>> PurgeExperiment(
        ExperimentId experimentId, CancellationToken cancel = default) => Begin(
        (state, limits, now) => state.HoldIn(experimentId) is { } hold
            ? new OnHold(hold)
            : PurgeWrites.BeginExperiment(
                Load(state, experimentId), state.Purges.Find(Purge.KeyOf(experimentId)),
                () => state.VersionMadeIn(experimentId), experimentId, limits, now),
        cancel);

    private async ValueTask<StoreOutcome<Purge>> Begin(
        Func<TrackingState, PurgeLimits, long, StoreOutcome<Decision<PurgeFact, Purge>>> decide,
        CancellationToken cancel)
    {
        var begun = await Commit(decide, cancel).ConfigureAwait(false);
        if (!begun.IsOk || begun.Value.Status == PurgeStatus.Completed) return begun;
        var key = begun.Value.Key;
        var work = Run(key);
        var wait = engine.Options.Background ? WaitMax : Timeout.InfiniteTimeSpan;
        await Task.WhenAny(work, Task.Delay(wait, engine.Time, cancel)).ConfigureAwait(false);
        return (work.IsCompleted ? await work.ConfigureAwait(false) : null)
            ?? engine.State.Purges.Find(key) ?? begun.Value;
    }

    /// <summary>Works on a purge, at once and again until it is complete; returns null if it was interrupted.</summary>
    private Task<Purge?> Run(string key)
    {
        var work = new TaskCompletionSource<Purge?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var known = running.GetOrAdd(key, work.Task);
        if (known == work.Task) _ = Work();
        return known;

        async Task Work()
        {
            Purge? done = null;
            async Task Attempt() => done = await Finish(key).ConfigureAwait(false);
            await new LongDeletion<TrackingState>(engine, "a purge", Attempt).Finish().ConfigureAwait(false);
            running.TryRemove(key, out _);
            work.SetResult(done);
        }
    }

    private async Task<Purge?> Finish(string key)
    {
        await artifacts.Retry().ConfigureAwait(false);
        var purge = engine.State.Purges.Find(key);
        while (purge is { Status: PurgeStatus.Running } before && !engine.IsClosing)
        {
            var since = engine.Time.GetTimestamp();
            var outcome = await Commit(
                (state, limits, _) => state.Purges.Find(key) is { Status: PurgeStatus.Running } current
                    ? Continue(state, current, limits)
                    : Decision<PurgeFact, Purge>.Unchanged(before with { Status = PurgeStatus.Completed }),
                CancellationToken.None).ConfigureAwait(false);
            purge = outcome.Value;
            if (purge.Status == PurgeStatus.Running)
                await Pause(engine.Time.GetElapsedTime(since)).ConfigureAwait(false);
        }

        return purge;
    }

    private static Decision<PurgeFact, Purge> Continue(TrackingState state, Purge purge, PurgeLimits limits) =>
        purge.RunId is { } runId
            // The purge of its experiment may have removed the run.
            ? PurgeWrites.ContinueRun(purge, state.Runs.Find(runId) is { } run ? From(state, run) : [], limits)
            : PurgeWrites.ContinueExperiment(purge, Load(state, purge.ExperimentId)!, limits);

    private static IEnumerable<PurgedDocument> From(TrackingState state, Run run) =>
        new PurgeContent(state, run.ExperimentId).From(run.RunId, run.ArtifactUri);

    /// <summary>
    /// Commits a part, and deletes the files of its artifacts. The part is smaller if the journal has no space for it.
    /// </summary>
    private async ValueTask<StoreOutcome<Purge>> Commit(
        Func<TrackingState, PurgeLimits, long, StoreOutcome<Decision<PurgeFact, Purge>>> decide,
        CancellationToken cancel)
    {
        for (var documentsMax = engine.Options.PurgedPerCommit; ; documentsMax = Math.Max(1, documentsMax / 10))
        {
            try
            {
                var limits = new PurgeLimits(documentsMax, entropy.NextId());
                var outcome = await engine.Commit(
                    (state, now) => decide(state, limits, now), PurgeFactWriter.Write, cancel).ConfigureAwait(false);
                if (engine.State.Deletions.Find(limits.DeletionId) is { } deletion)
                    await artifacts.Finish(deletion).ConfigureAwait(false);
                return outcome;
            }
            catch (StorageFullException) when (documentsMax > 1)
            {
            }
        }
    }

    /// <summary>Waits as long as the limit on documents per second demands.</summary>
    private Task Pause(TimeSpan elapsed)
    {
        var (documents, perSecond) = (engine.Options.PurgedPerCommit, engine.Options.PurgedPerSecond);
        var left = TimeSpan.FromSeconds((double)documents / perSecond) - elapsed;
        return engine.Options.Background && left > TimeSpan.Zero ? Task.Delay(left, engine.Time) : Task.CompletedTask;
    }

    private IEnumerable<Purge> Unfinished() =>
        [.. engine.State.Purges.All.Where(purge => purge.Status == PurgeStatus.Running)];

    private static PurgedExperiment? Load(TrackingState state, ExperimentId experimentId) =>
        state.Experiments.Find(experimentId) is { } experiment
            ? new PurgedExperiment(
                experiment, new PurgeContent(state, experimentId).From(experiment), state.IsGreatest(experimentId),
                state.Purges.All.Where(purge => purge.Status == PurgeStatus.Completed))
            : null;
}
