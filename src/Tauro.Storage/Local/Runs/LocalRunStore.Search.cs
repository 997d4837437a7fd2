using Tauro.Contracts;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Runs;

namespace Tauro.Storage.Local;

internal sealed partial class LocalRunStore
{
    public async ValueTask<StoreOutcome<Page<Experiment>>> SearchExperiments(
        ExperimentQuery query, CancellationToken cancel = default)
    {
        var found = engine.State.Experiments.All.Where(one => IsSeen(one.LifecycleStage, query.View))
            .OrderByDescending(one => one.CreationTime).Take(query.Page.Size).ToList();
        await engine.Barrier().ConfigureAwait(false);
        return new Page<Experiment>(found);
    }

    public async ValueTask<StoreOutcome<Page<Run>>> SearchRuns(RunQuery query, CancellationToken cancel = default)
    {
        var state = engine.State;
        var ids = query.ExperimentIds ?? [.. state.Experiments.All.Select(one => one.ExperimentId)];
        var found = ids.Distinct().SelectMany(state.Runs.Of).Where(run => IsSeen(run.LifecycleStage, query.View))
            .OrderByDescending(run => run.StartTime).Take(query.Page.Size).Select(state.Runs.WithMetrics).ToList();
        await engine.Barrier().ConfigureAwait(false);
        return new Page<Run>(found);
    }

    private static bool IsSeen(LifecycleStage stage, LifecycleView view) => view switch
    {
        LifecycleView.ActiveOnly => stage == LifecycleStage.Active,
        LifecycleView.DeletedOnly => stage == LifecycleStage.Deleted,
        _ => true,
    };
}
