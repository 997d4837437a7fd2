using Tauro.Contracts.Experiments;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Runs;

namespace Tauro.Stores.Runs;

/// <summary>
/// Experiments and runs as they were, from the trail. A time, in Unix milliseconds, includes all changes of its
/// millisecond; one in the future is the present.
/// </summary>
public interface IRunHistory
{
    /// <summary>Returns a run as it was, without metrics: their points have their own times.</summary>
    ValueTask<StoreOutcome<Run>> GetRun(RunId runId, long time, CancellationToken cancel = default);

    /// <summary>Returns an experiment as it was.</summary>
    ValueTask<StoreOutcome<Experiment>> GetExperiment(
        ExperimentId experimentId, long time, CancellationToken cancel = default);
}
