using Tauro.Contracts.Ids;
using Tauro.Contracts.Runs;
using Tauro.Stores.Decisions;
using Tauro.Stores.Local.Tracking;

namespace Tauro.Stores.Local.Runs;

internal sealed partial class LocalRunStore
{
    private const int EndedPerCommit = 100;
    private const int EndedAtOnce = 10_000;

    public async ValueTask<int> EndStaleRuns(TimeSpan after, CancellationToken cancel = default)
    {
        // Looks for them on this thread, so that writes do not wait for it.
        var state = engine.State;
        var now = engine.Time.GetUtcNow().ToUnixTimeMilliseconds();
        var active = state.ActiveRuns().ToLookup(run => StaleRunWrites.IsStale(run.LastWrite, after, now));
        if (!active[true].Any()) return 0;
        var busy = active[false].Select(run => run.RunId).ToHashSet();
        var above = FindParents(state, busy);
        var stale = active[true].OrderBy(run => run.LastWrite).ThenBy(run => run.RunId.Value, StringComparer.Ordinal)
            .Select(run => run.RunId).Where(id => !above.Contains(id));
        var ended = 0;
        foreach (var few in stale.Take(EndedAtOnce).Chunk(EndedPerCommit))
            ended += (await facts.Commit<int>(End(few), cancel).ConfigureAwait(false)).Value;
        return ended;

        Func<TrackingState, long, StoreOutcome<Decision<TrackingFact, int>>> End(RunId[] few) => (current, time) =>
        {
            // Since they were looked for, runs below them may have been started or written to.
            var others = FindParents(current, current.ActiveRuns()
                .Where(run => !StaleRunWrites.IsStale(run.LastWrite, after, time) && !busy.Contains(run.RunId))
                .Select(run => run.RunId));
            return StaleRunWrites.End(
                few.Where(id => !others.Contains(id)).Select(current.LoadIdle).OfType<IdleRun>(), after, time);
        };
    }

    /// <summary>
    /// Adds to a decision on a run that runs above it are running again that were ended because they were stale.
    /// </summary>
    private static StoreOutcome<Decision<TrackingFact, T>> ReviveAbove<T>(
        TrackingState state, Run? run, StoreOutcome<Decision<TrackingFact, T>> decided, long now) =>
        run is null || !decided.IsOk || decided.Value.Facts.Count == 0
            ? decided
            : StaleRunWrites.ReviveAbove(decided.Value, state.EndedAbove(run), now);

    /// <summary>Returns the runs above some runs: a search for hyperparameters logs to its child runs only.</summary>
    private static HashSet<RunId> FindParents(TrackingState state, IEnumerable<RunId> runs)
    {
        HashSet<RunId> found = [];
        foreach (var run in runs.Select(id => state.Runs.Find(id)).OfType<Run>())
            foreach (var parent in state.ParentsOf(run))
                if (!found.Add(parent)) break;
        return found;
    }
}
