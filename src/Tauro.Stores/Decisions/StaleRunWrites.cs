using System.Globalization;
using Tauro.Contracts;
using Tauro.Contracts.Events;
using Tauro.Contracts.Runs;

namespace Tauro.Stores.Decisions;

/// <summary>Decides the end of stale runs, and their return when something is logged after all.</summary>
public static class StaleRunWrites
{
    private const string Reason = "stale: ";

    /// <summary>Ends those runs as FAILED that are still running and idle for too long; returns how many.</summary>
    /// <param name="idle">The runs.</param>
    /// <param name="after">How long a run may be idle.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static Decision<TrackingFact, int> End(IEnumerable<IdleRun> idle, TimeSpan after, long now)
    {
        List<TrackingFact> facts = [];
        List<LifecycleEvent> events = [];
        foreach (var (run, lastWrite) in idle)
        {
            if (run.Status != RunStatus.Running || run.LifecycleStage == LifecycleStage.Deleted
                || !IsStale(lastWrite, after, now)) continue;

            // The time of the last write is closer to the time when its process died than the present.
            var end = Math.Max(lastWrite, run.StartTime);
            facts.Add(new TrackingFact.PatchRun(new RunPatch(
                run.RunId, now,
                Tags: new Dictionary<string, string> { [TagNames.EndReason] = Format(lastWrite, after) },
                Status: RunStatus.Failed, EndTime: end)));
            events.Add(new RunStale(run.RunId, run.ExperimentId, lastWrite, (long)after.TotalMilliseconds));
            events.Add(new RunEnded(run.RunId, run.ExperimentId, RunStatus.Failed, end));
        }

        return new Decision<TrackingFact, int>(facts, events, facts.Count);
    }

    /// <summary>Whether a run with this last write is stale.</summary>
    public static bool IsStale(long lastWrite, TimeSpan after, long now) => now - lastWrite > after.TotalMilliseconds;

    /// <summary>Whether a run was ended because it was stale, and has not been changed since then.</summary>
    public static bool WasEnded(Run run) => run.Status == RunStatus.Failed
        && run.Tags.TryGetValue(TagNames.EndReason, out var reason)
        && reason.StartsWith(Reason, StringComparison.Ordinal);

    /// <summary>Returns a run as it was before it was ended because it was stale.</summary>
    public static Run Undo(Run run) => run with
    {
        Status = RunStatus.Running,
        EndTime = null,
        Tags = run.Tags.Where(tag => tag.Key != TagNames.EndReason).ToDictionary(),
    };

    /// <summary>Adds to a patch that the run is running again.</summary>
    public static RunPatch Revive(RunPatch patch) =>
        patch with { Status = RunStatus.Running, TagsRemoved = [TagNames.EndReason] };

    /// <summary>The event of a run that is running again.</summary>
    /// <param name="run">The run before.</param>
    /// <param name="name">Its new name; null when it keeps its name.</param>
    public static LifecycleEvent Revived(Run run, string? name = null) =>
        new RunUpdated(run.RunId, run.ExperimentId, name ?? run.Name, RunStatus.Running);

    /// <summary>Adds to a decision on a running run that some runs above it are running again, too.</summary>
    /// <param name="decided">The decision.</param>
    /// <param name="above">Runs that were ended because they were stale.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static Decision<TrackingFact, T> ReviveAbove<T>(
        Decision<TrackingFact, T> decided, IReadOnlyList<Run> above, long now) => above.Count == 0
        ? decided
        : decided with
        {
            Facts =
            [
                .. decided.Facts,
                .. above.Select(run => new TrackingFact.PatchRun(Revive(new RunPatch(run.RunId, now)))),
            ],
            Events = [.. decided.Events, .. above.Select(run => Revived(run))],
        };

    private static string Format(long lastWrite, TimeSpan after) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Reason}nothing was logged from {DateTimeOffset.FromUnixTimeMilliseconds(lastWrite):yyyy-MM-ddTHH:mm:ssZ} " +
        $"for more than {after:c} (StaleRuns:After)");
}
