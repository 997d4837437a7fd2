using Tauro.Contracts.Experiments;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Purges;
using Tauro.Stores.Access;
using Tauro.Stores.Decisions;
using Tauro.Stores.Trail;

namespace Tauro.Stores.Local.Runs;

internal sealed partial class LocalRunStore
{
    public ValueTask<StoreOutcome<Experiment>> CreateExperiment(
        NewExperiment experiment, CancellationToken cancel = default)
    {
        var (owner, workspace) = (CurrentActor.Owner, CurrentWorkspace.Value);
        return facts.Commit((state, now) => ExperimentWrites.Create(
            state.Experiments.FindByName(experiment.Name), experiment, state.NextExperimentId, now, owner, workspace),
            cancel);
    }

    public ValueTask<StoreOutcome<Experiment>> MoveExperiment(
        ExperimentId experimentId, WorkspaceName from, WorkspaceName to, CancellationToken cancel = default) =>
        facts.Commit((state, now) =>
        {
            if (state.Purges.Find(Purge.KeyOf(experimentId)) is { Status: PurgeStatus.Running })
                return BeingPurged.From(experimentId);
            var experiment = state.Experiments.Find(experimentId);
            var holder = experiment is null ? null : state.Experiments.FindByName(to, experiment.Name);
            return ExperimentWrites.MoveTo(experiment, holder, experimentId, from, to, now);
        }, cancel);

    public bool IsOnlyIn(WorkspaceName workspace) => engine.State.Experiments.Counts.IsOnlyIn(workspace);

    public ValueTask<WorkspaceUse> Measure(WorkspaceName workspace, CancellationToken cancel = default) =>
        engine.Read(state => new WorkspaceUse(
            Experiments: state.Experiments.Counts.In(workspace), Runs: state.RunCounts.In(workspace),
            ExperimentBytes: state.ArtifactBytes.In(workspace)));

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
        facts.Commit((state, now) =>
        {
            var experiment = state.Experiments.Find(experimentId);
            var holder = experiment is not null && change.Name is { } wanted
                ? state.Experiments.FindByName(experiment.Workspace, wanted)
                : null;
            return ExperimentWrites.Update(experiment, holder, experimentId, change, now);
        }, cancel);

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
