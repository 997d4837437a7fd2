using Tauro.Contracts.Access;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Runs;
using Tauro.Stores.Decisions;
using Tauro.Stores.Runs;

namespace Tauro.Stores.Guards;

/// <summary>Hides the past of experiments that the principal of the request may not see today.</summary>
/// <param name="history">The history.</param>
/// <param name="access">Decides on single resources.</param>
public sealed class GuardedRunHistory(IRunHistory history, ExperimentAccess access) : IRunHistory
{
    public async ValueTask<StoreOutcome<Run>> GetRun(RunId runId, long time, CancellationToken cancel = default)
    {
        var found = await history.GetRun(runId, time, cancel).ConfigureAwait(false);
        if (!found.IsOk) return found;
        var experimentId = found.Value.ExperimentId;
        var past = await history.GetExperiment(experimentId, time, cancel).ConfigureAwait(false);
        return await access.HidesPast(experimentId, past.IsOk ? past.Value : null, ResourceType.Run, cancel)
            .ConfigureAwait(false)
                ? RunWrites.NotFoundAt(runId, time)
                : found;
    }

    public async ValueTask<StoreOutcome<Experiment>> GetExperiment(
        ExperimentId experimentId, long time, CancellationToken cancel = default)
    {
        var found = await history.GetExperiment(experimentId, time, cancel).ConfigureAwait(false);
        return found.IsOk && await access.HidesPast(experimentId, found.Value, ResourceType.Experiment, cancel)
            .ConfigureAwait(false)
                ? ExperimentWrites.NotFoundAt(experimentId, time)
                : found;
    }
}
