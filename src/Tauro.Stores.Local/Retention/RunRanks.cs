using Tauro.Contracts.Experiments;
using Tauro.Stores.Local.Columns;
using Tauro.Stores.Local.Tracking;

namespace Tauro.Stores.Local.Retention;

/// <summary>
/// The ranks of an experiment's live runs when they were selected. To count the newer runs again for each deletion
/// would occupy the writing thread, so a commit takes the count from then, less all runs that are not live any more.
/// This may keep a run until the next job. The deletions of the job itself do not count: it begins with the oldest run.
/// </summary>
/// <param name="experiment">The experiment.</param>
/// <param name="runs">Its runs.</param>
internal sealed class RunRanks(Experiment experiment, ColumnTable runs)
{
    private readonly long departures = runs.Departures;
    private long deleted;

    /// <summary>
    /// Returns how many newer live runs there are at least; 0 if the experiment was deleted, or the state reloaded.
    /// </summary>
    public long CountNewer(TrackingState state, long selected) =>
        state.Experiments.Find(experiment.ExperimentId)?.Moves == experiment.Moves
        && ReferenceEquals(state.Runs.Columns([experiment.ExperimentId]).FirstOrDefault(), runs)
            ? selected - (runs.Departures - departures - deleted)
            : 0;

    /// <summary>Counts a run that the job deleted.</summary>
    public void AddDeleted() => deleted++;
}
