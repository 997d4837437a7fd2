using Tauro.Contracts.Experiments;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Purges;
using Tauro.Stores.Decisions;
using Tauro.Stores.Trail;

namespace Tauro.Stores.Local.Runs;

internal sealed partial class LocalRunStore
{
    public ValueTask<StoreOutcome<Experiment>> CreateExperiment(
        NewExperiment experiment, CancellationToken cancel = default)
    {
        var owner = CurrentActor.Owner;
        return facts.Commit((state, now) => ExperimentWrites.Create(
            state.Experiments.FindByName(experiment.Name), experiment, state.NextExperimentId, now, owner), cancel);
    }

    public async ValueTask<StoreOutcome<Experiment>> GetExperiment(
        ExperimentId experimentId, CancellationToken cancel = default)
    {
        var state = engine.State;
        var found = state.Experiments.Find(experimentId);
        await engine.Barrier(state).ConfigureAwait(false);
        return found is null ? ExperimentWrites.NotFound(experimentId) : found;
    }

    public async ValueTask<StoreOutcome<Experiment>> GetExperimentByName(
        string name, CancellationToken cancel = default)
    {
        var state = engine.State;
        var found = state.Experiments.FindByName(name);
        await engine.Barrier(state).ConfigureAwait(false);
        return found is null ? ExperimentWrites.NameNotFound(name) : found;
    }

    public ValueTask<StoreOutcome<Experiment>> UpdateExperiment(
        ExperimentId experimentId, ExperimentChange change, CancellationToken cancel = default) =>
        facts.Commit((state, now) => ExperimentWrites.Update(
            state.Experiments.Find(experimentId),
            change.Name is { } wanted ? state.Experiments.FindByName(wanted) : null,
            experimentId, change, now), cancel);

    public ValueTask<StoreOutcome<Experiment>> DeleteExperiment(
        ExperimentId experimentId, CancellationToken cancel = default) =>
        facts.Commit((state, now) => ExperimentWrites.Delete(
            state.Experiments.Find(experimentId), state.Runs.Linked(experimentId), experimentId,
            state.HoldIn(experimentId), now), cancel);

    public ValueTask<StoreOutcome<Experiment>> RestoreExperiment(
        ExperimentId experimentId, CancellationToken cancel = default) =>
        facts.Commit((state, now) => state.Purges.Find(Purge.KeyOf(experimentId)) is { Status: PurgeStatus.Running }
            ? BeingPurged.From(experimentId)
            : ExperimentWrites.Restore(
                state.Experiments.Find(experimentId), state.Runs.Linked(experimentId), experimentId, now), cancel);
}
