using Tauro.Contracts.Access;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Purges;
using Tauro.Stores.Decisions;
using Tauro.Stores.Purges;

namespace Tauro.Stores.Guards;

/// <summary>Decides whether the principal of the request may purge a run or an experiment.</summary>
/// <param name="store">The store.</param>
/// <param name="access">Decides on single resources.</param>
public sealed class GuardedPurgeStore(IPurgeStore store, ExperimentAccess access) : IPurgeStore
{
    public async ValueTask<StoreOutcome<Purge>> PurgeRun(RunId runId, CancellationToken cancel = default) =>
        await access.Hides(runId, AccessAction.Delete, cancel).ConfigureAwait(false)
            ? RunWrites.NotFound(runId)
            : await store.PurgeRun(runId, cancel).ConfigureAwait(false);

    public async ValueTask<StoreOutcome<Purge>> PurgeExperiment(
        ExperimentId experimentId, CancellationToken cancel = default) =>
        await access.Hides(experimentId, AccessAction.Delete, ResourceType.Experiment, cancel).ConfigureAwait(false)
            ? ExperimentWrites.NotFound(experimentId)
            : await store.PurgeExperiment(experimentId, cancel).ConfigureAwait(false);
}
