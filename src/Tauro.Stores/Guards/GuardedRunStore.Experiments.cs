using Tauro.Contracts.Access;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Paging;
using Tauro.Stores.Access;
using Tauro.Stores.Decisions;
using Tauro.Stores.Rules;
using Tauro.Stores.Runs;

namespace Tauro.Stores.Guards;

public sealed partial class GuardedRunStore
{
    public async ValueTask<StoreOutcome<Experiment>> CreateExperiment(
        NewExperiment experiment, CancellationToken cancel = default)
    {
        // It may be, contain or be in the folder of another experiment, also of one that is created later.
        if (experiment.ArtifactLocation is { } location && ArtifactLocations.TryGetPath(location, out _)
            && CurrentPrincipal.Value is { } principal && !AccessDecision.DecideForAdmin(principal).IsAllowed)
            throw new AccessDeniedException(
                "An artifact location on this server is for administrators; leave it out, or name another server.");
        return await HideHolder(await store.CreateExperiment(experiment, cancel).ConfigureAwait(false), cancel)
            .ConfigureAwait(false);
    }

    public async ValueTask<StoreOutcome<Experiment>> GetExperiment(
        ExperimentId experimentId, CancellationToken cancel = default) =>
        await Hides(experimentId, AccessAction.Read, cancel).ConfigureAwait(false)
            ? ExperimentWrites.NotFound(experimentId)
            : await store.GetExperiment(experimentId, cancel).ConfigureAwait(false);

    public async ValueTask<StoreOutcome<Experiment>> GetExperimentByName(
        string name, CancellationToken cancel = default)
    {
        var found = await store.GetExperimentByName(name, cancel).ConfigureAwait(false);
        return found.IsOk
            && await Hides(found.Value.ExperimentId, AccessAction.Read, cancel).ConfigureAwait(false)
                ? ExperimentWrites.NameNotFound(name)
                : found;
    }

    public ValueTask<StoreOutcome<Page<Experiment>>> SearchExperiments(
        ExperimentQuery query, CancellationToken cancel = default) =>
        store.SearchExperiments(query with { IsVisible = access.FindFilter(ResourceType.Experiment) }, cancel);

    public ValueTask<IReadOnlySet<ExperimentId>> FindExperiments(
        Func<Experiment, bool> matches, CancellationToken cancel = default) =>
        access.FindFilter(ResourceType.Experiment) is { } isVisible
            ? store.FindExperiments(experiment => isVisible(experiment) && matches(experiment), cancel)
            : store.FindExperiments(matches, cancel);

    public async ValueTask<StoreOutcome<Experiment>> UpdateExperiment(
        ExperimentId experimentId, ExperimentChange change, CancellationToken cancel = default) =>
        await Hides(experimentId, AccessAction.Update, cancel).ConfigureAwait(false)
            ? ExperimentWrites.NotFound(experimentId)
            : await HideHolder(
                await store.UpdateExperiment(experimentId, change, cancel).ConfigureAwait(false), cancel)
                .ConfigureAwait(false);

    public ValueTask<StoreOutcome<Experiment>> MoveExperiment(
        ExperimentId experimentId, WorkspaceName from, WorkspaceName to, CancellationToken cancel = default)
    {
        Guard.RequireAdmin();
        return store.MoveExperiment(experimentId, from, to, cancel);
    }

    public bool IsOnlyIn(WorkspaceName workspace) => store.IsOnlyIn(workspace);

    public ValueTask<WorkspaceUse> Measure(WorkspaceName workspace, CancellationToken cancel = default)
    {
        Guard.RequireAdmin();
        return store.Measure(workspace, cancel);
    }

    public async ValueTask<StoreOutcome<Experiment>> DeleteExperiment(
        ExperimentId experimentId, CancellationToken cancel = default) =>
        await Hides(experimentId, AccessAction.Delete, cancel).ConfigureAwait(false)
            ? ExperimentWrites.NotActive(experimentId)
            : await store.DeleteExperiment(experimentId, cancel).ConfigureAwait(false);

    public async ValueTask<StoreOutcome<Experiment>> RestoreExperiment(
        ExperimentId experimentId, CancellationToken cancel = default) =>
        await Hides(experimentId, AccessAction.Delete, cancel).ConfigureAwait(false)
            ? ExperimentWrites.NotDeleted(experimentId)
            : await store.RestoreExperiment(experimentId, cancel).ConfigureAwait(false);

    private async ValueTask<StoreOutcome<Experiment>> HideHolder(
        StoreOutcome<Experiment> outcome, CancellationToken cancel) =>
        outcome.Problem is ExperimentNameTaken taken
        && await access.HidesPast(taken.HolderId, past: null, ResourceType.Experiment, cancel).ConfigureAwait(false)
            ? taken.WithoutHolder()
            : outcome;

    private ValueTask<bool> Hides(ExperimentId experimentId, AccessAction action, CancellationToken cancel) =>
        access.Hides(experimentId, action, ResourceType.Experiment, cancel);
}
