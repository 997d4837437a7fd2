using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Runs;
using Tauro.Stores.Decisions;

namespace Tauro.Stores.Local.Tracking;

/// <content>Runs that may be stale, and those above them.</content>
internal sealed partial class TrackingState
{
    /// <summary>When runs were last ended because they were stale, in Unix milliseconds.</summary>
    private long staleEndedAt;

    /// <summary>Returns the running runs that are not deleted, with their last writes, in any order.</summary>
    public IEnumerable<(RunId RunId, long LastWrite)> ActiveRuns() =>
        from running in Runs.Heads.Running.All
        where Runs.Heads.IsActive(running.Number)
        let lastWrite = Math.Max(running.LastWrite, LoadedAt)
        select (new RunId(Runs.IdAt(running.Number)), lastWrite);

    /// <summary>Loads a run that may be stale; null when it is not running any more.</summary>
    public IdleRun? LoadIdle(RunId runId) =>
        Runs.Find(runId) is { } run && Runs.Heads.Running.TryGetLastWrite(Runs.NumberOf(runId), out var lastWrite)
            ? new IdleRun(run, Math.Max(lastWrite, LoadedAt))
            : null;

    /// <summary>Enumerates the runs above a run; a cycle ends it.</summary>
    public IEnumerable<RunId> ParentsOf(Run run)
    {
        HashSet<RunId> found = [];
        for (var next = run.ParentRunId; next is { } parent && found.Add(parent); next = Runs.Find(parent)?.ParentRunId)
            yield return parent;
    }

    /// <summary>
    /// Returns the runs above a run that were ended because they were stale, and run again now that it is written to;
    /// none if it has ended itself. They are looked for only if runs were ended since its last write: a run that is
    /// written to often keeps those above it running.
    /// </summary>
    public IReadOnlyList<Run> EndedAbove(Run run)
    {
        if (!RevivesStaleRuns || (run.Status != RunStatus.Running && !StaleRunWrites.WasEnded(run))) return [];
        if (Runs.Heads.Running.TryGetLastWrite(Runs.NumberOf(run.RunId), out var lastWrite)
            && lastWrite > Math.Max(staleEndedAt, LoadedAt)) return [];
        return
        [
            .. ParentsOf(run).Where(id => id != run.RunId).Select(id => Runs.Find(id)).OfType<Run>()
                .Where(above => above.LifecycleStage == LifecycleStage.Active && StaleRunWrites.WasEnded(above)
                    && PurgeOf(above) is null),
        ];
    }
}
