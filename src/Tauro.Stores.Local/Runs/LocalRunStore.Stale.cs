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
        var above = FindParents(state, active[false].Select(run => run.RunId));
        var ended = 0;
        foreach (var few in active[true].Select(run => run.RunId).Where(id => !above.Contains(id)).Take(EndedAtOnce)
            .Chunk(EndedPerCommit))
        {
            ended += (await facts.Commit<int>((current, time) => StaleRunWrites.End(
                few.Select(current.LoadIdle).OfType<IdleRun>(), after, time), cancel).ConfigureAwait(false)).Value;
        }

        return ended;
    }

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
