using Tauro.Contracts.Experiments;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Runs;
using Tauro.Stores.Decisions;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.History;
using Tauro.Stores.Local.Tables;
using Tauro.Stores.Local.Tracking;
using Tauro.Stores.Runs;

namespace Tauro.Stores.Local.Runs;

/// <summary>Experiments and runs as they were, from the trail of the service.</summary>
internal sealed class LocalRunHistory(LocalEngine<TrackingState> engine) : IRunHistory
{
    private readonly TimeTravel<TrackingState> travel = new(engine);

    public async ValueTask<StoreOutcome<Run>> GetRun(RunId runId, long time, CancellationToken cancel = default)
    {
        if (await travel.RequireAfterBegin(time, cancel).ConfigureAwait(false) is { } problem) return problem;
        var ((present, state), trail) = await travel.Take(
            state => (state.Runs.FindUnderived(runId), state), cancel).ConfigureAwait(false);
        if (travel.Restore(state.Runs, $"runs/{runId}", present, trail, time) is not { } run)
            return RunWrites.NotFoundAt(runId, time);
        var experiment = await Find(run.ExperimentId, time, cancel).ConfigureAwait(false);
        return RunWrites.InStage(run, experiment) with { Metrics = OrdinalMap<LatestMetric>.Empty };
    }

    public async ValueTask<StoreOutcome<Experiment>> GetExperiment(
        ExperimentId experimentId, long time, CancellationToken cancel = default)
    {
        if (await travel.RequireAfterBegin(time, cancel).ConfigureAwait(false) is { } problem) return problem;
        return await Find(experimentId, time, cancel).ConfigureAwait(false) is { } experiment
            ? experiment
            : ExperimentWrites.NotFoundAt(experimentId, time);
    }

    private async ValueTask<Experiment?> Find(ExperimentId experimentId, long time, CancellationToken cancel)
    {
        var ((present, state), trail) = await travel.Take(
            state => (state.Experiments.Find(experimentId), state), cancel).ConfigureAwait(false);
        return travel.Restore(state.Experiments, $"experiments/{experimentId}", present, trail, time);
    }
}
