using Tauro.Contracts.Ids;
using Tauro.Contracts.Purges;

namespace Tauro.Stores.Purges;

/// <summary>
/// Removes deleted runs and experiments for good. The rules on durability, refusals and exceptions are those of
/// <see cref="Runs.IRunStore"/>.
/// </summary>
/// <remarks>
/// A purge that was accepted is always completed, also after a crash, and nothing can restore or change what it
/// removes. A run disappears at once with its inputs, its logged models and its artifacts, unless these are more than a
/// commit can take; then the run disappears last. So does an experiment, whose name is free from then on. Its id is
/// never used again.
/// </remarks>
public interface IPurgeStore
{
    /// <summary>
    /// Purges a deleted run. It is a conflict if the run is active, or while there is a model version that was made
    /// from it. Returns after a few seconds at most; a purge that takes longer continues.
    /// </summary>
    ValueTask<StoreOutcome<Purge>> PurgeRun(RunId runId, CancellationToken cancel = default);

    /// <summary>
    /// Purges a deleted experiment with its runs, logged models, traces and everything else in it. It is a conflict if
    /// the experiment is active, or while there is a model version that was made from one of its runs.
    /// </summary>
    ValueTask<StoreOutcome<Purge>> PurgeExperiment(ExperimentId experimentId, CancellationToken cancel = default);
}
