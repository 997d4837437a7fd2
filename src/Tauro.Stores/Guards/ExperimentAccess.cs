using Tauro.Contracts;
using Tauro.Contracts.Access;
using Tauro.Contracts.Evaluation;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Ids;
using Tauro.Stores.Access;
using Tauro.Stores.LoggedModels;
using Tauro.Stores.Runs;
using Tauro.Stores.Traces;

namespace Tauro.Stores.Guards;

/// <summary>
/// Decides what the principal of the current request may do with single experiments and what is in them. Those that
/// do not exist are not hidden: the store itself says that they are missing.
/// </summary>
/// <param name="runs">The store of the experiments, without a guard.</param>
/// <param name="models">That of the logged models; null for none.</param>
/// <param name="traces">That of the traces; null for none.</param>
public sealed class ExperimentAccess(IRunStore runs, ILoggedModelStore? models, ITraceStore? traces)
{
    /// <summary>
    /// Whether the principal may not even see an experiment, or a type of resource in it, so that the response has to
    /// be that of a missing one. The action of the endpoint counts, if it needs more.
    /// </summary>
    /// <exception cref="AccessDeniedException">It may see that, but not do this with it.</exception>
    public ValueTask<bool> Hides(
        ExperimentId experimentId, AccessAction action, ResourceType type, CancellationToken cancel) =>
        IsHidden(experimentId, Guard.Raise(action, type), type, cancel);

    /// <inheritdoc cref="Hides(ExperimentId, AccessAction, ResourceType, CancellationToken)"/>
    public ValueTask<bool> Hides(RunId runId, AccessAction action, CancellationToken cancel) =>
        IsHidden(runId, Guard.Raise(action, ResourceType.Run), cancel);

    /// <summary>Whether the principal may not see the experiment of a run.</summary>
    /// <exception cref="AccessDeniedException">It may see that, but not do this with it.</exception>
    public async ValueTask<bool> HidesExperimentOf(RunId runId, AccessAction action, CancellationToken cancel) =>
        await runs.FindExperiment(runId, cancel).ConfigureAwait(false) is { } experimentId
        && await Hides(experimentId, action, ResourceType.Experiment, cancel).ConfigureAwait(false);

    /// <inheritdoc cref="Hides(ExperimentId, AccessAction, ResourceType, CancellationToken)"/>
    public ValueTask<bool> Hides(LoggedModelId modelId, AccessAction action, CancellationToken cancel) =>
        IsHidden(modelId, Guard.Raise(action, ResourceType.LoggedModel), cancel);

    /// <inheritdoc cref="Hides(ExperimentId, AccessAction, ResourceType, CancellationToken)"/>
    public async ValueTask<bool> Hides(
        TraceId traceId, AccessAction action, ResourceType type, CancellationToken cancel)
    {
        action = Guard.Raise(action, type);
        if (traces is null || FindLimited(action, type) is null) return false;
        var trace = await traces.GetTrace(traceId, cancel).ConfigureAwait(false);
        return trace.IsOk && await IsHidden(trace.Value.ExperimentId, action, type, cancel).ConfigureAwait(false);
    }

    /// <summary>
    /// Whether the principal may see none of the experiments of a dataset. To change it, all of them have to allow it.
    /// Without experiments, who may see all of the workspace may see it.
    /// </summary>
    /// <exception cref="AccessDeniedException">It may see one, but not do this with all.</exception>
    public async ValueTask<bool> Hides(EvaluationDataset dataset, AccessAction action, CancellationToken cancel)
    {
        var requirement = new AccessRequirement(
            Guard.Raise(action, ResourceType.Experiment), ResourceType.Experiment);
        if (FindLimited(requirement.Action, requirement.Type) is not { } principal)
            return dataset.ExperimentIds.Count == 0
                && !AccessDecision.IsIn(CurrentPrincipal.Value?.Workspace, dataset.Workspace);
        var isUnassigned = dataset.ExperimentIds.Count == 0
            && AccessDecision.IsIn(principal.Workspace, dataset.Workspace);
        var isVisible = isUnassigned && Guard.MayAll(principal, AccessAction.Read, requirement.Type);
        var isAllowed = dataset.ExperimentIds.Count > 0
            || (isUnassigned && Guard.MayAll(principal, requirement.Action, requirement.Type));
        foreach (var experimentId in dataset.ExperimentIds)
        {
            var found = await Find(experimentId, cancel).ConfigureAwait(false);
            isVisible |= found is not null && Guard.Shows(principal, ToTarget(found), requirement.Type);
            isAllowed &= found is not null
                && AccessDecision.DecideByGrants(principal, requirement, ToTarget(found)).IsAllowed;
        }

        if (requirement.Action == AccessAction.Read ? isVisible : isAllowed) return false;
        if (isVisible)
            throw new AccessDeniedException(
                $"{principal.Name} may not do that with all experiments of it. The request requires: {requirement}.");
        CurrentPrincipal.NoteHidden($"{principal.Name} may see none of its experiments.");
        return true;
    }

    /// <summary>
    /// Whether the principal may not see a run that a request names in addition to its own resource.
    /// </summary>
    public ValueTask<bool> HidesOther(RunId runId, CancellationToken cancel) =>
        IsHidden(runId, AccessAction.Read, cancel);

    /// <summary>Returns the parent that the tags of a run name, if the principal may not see it; null otherwise.
    /// </summary>
    public async ValueTask<RunId?> FindHiddenParent<T>(IReadOnlyDictionary<string, T>? tags, CancellationToken cancel)
        where T : class? =>
        tags?.GetValueOrDefault(TagNames.ParentRunId) is string parent
        && await HidesOther(new RunId(parent), cancel).ConfigureAwait(false)
            ? new RunId(parent)
            : null;

    /// <summary>
    /// Returns the first logged model that the principal may not see, of those that a request names in addition to its
    /// own resource; null for none.
    /// </summary>
    /// <exception cref="AccessDeniedException">It may see one, but not do that with it.</exception>
    public async ValueTask<LoggedModelId?> FindHiddenOther(
        IEnumerable<LoggedModelId> modelIds, AccessAction action, CancellationToken cancel)
    {
        foreach (var modelId in modelIds.Distinct())
            if (await IsHidden(modelId, action, cancel).ConfigureAwait(false)) return modelId;
        return null;
    }

    /// <summary>
    /// Whether the principal may not see what an experiment had. What it is today decides; if it was purged since then,
    /// what it was.
    /// </summary>
    /// <param name="experimentId">The experiment.</param>
    /// <param name="past">The experiment as it was; null if that is not known.</param>
    /// <param name="type">The type of what it had.</param>
    /// <param name="cancel">Cancels the read.</param>
    public async ValueTask<bool> HidesPast(
        ExperimentId experimentId, Experiment? past, ResourceType type, CancellationToken cancel)
    {
        if (CurrentPrincipal.Value is not { } principal) return false;
        var experiment = await Find(experimentId, cancel).ConfigureAwait(false) ?? past;
        return !Guard.Shows(
            principal,
            experiment is not null
                ? ToTarget(experiment)
                : new AccessTarget(ResourceType.Experiment, experimentId, Owner: null, Workspace: null),
            type);
    }

    /// <summary>Like <see cref="FindVisible"/>, without deleted experiments.</summary>
    public async ValueTask<IReadOnlyList<ExperimentId>?> FindActive(ResourceType type, CancellationToken cancel) =>
        FindFilter(type) is { } isVisible
            ? [.. await runs.FindExperiments(
                experiment => experiment.LifecycleStage == LifecycleStage.Active && isVisible(experiment), cancel)
                .ConfigureAwait(false)]
            : null;

    /// <summary>
    /// Returns the experiments in which the principal may see resources of a type; null for all experiments.
    /// </summary>
    public async ValueTask<IReadOnlySet<ExperimentId>?> FindVisible(ResourceType type, CancellationToken cancel) =>
        FindFilter(type) is { } isVisible ? await runs.FindExperiments(isVisible, cancel).ConfigureAwait(false) : null;

    /// <summary>Whether what the principal may do with resources of a type depends on the experiment.</summary>
    public bool IsLimited(AccessAction action, ResourceType type) => FindLimited(action, type) is not null;

    /// <summary>
    /// Returns whether the principal may see resources of a type in an experiment, as a function; null for in all.
    /// </summary>
    public Func<Experiment, bool>? FindFilter(ResourceType type)
    {
        if (FindLimited(AccessAction.Read, type) is not { } principal) return null;
        return Guard.MayAll(principal, AccessAction.Read, type)
            ? experiment => experiment.Workspace == principal.Workspace
            : experiment => Guard.Shows(principal, ToTarget(experiment), type);
    }

    /// <summary>
    /// Returns the workspace of the request if the principal may see all of its experiments; null otherwise.
    /// </summary>
    public static WorkspaceName? FindFullyVisible() =>
        Guard.FindLimited(AccessAction.Read, ResourceType.Experiment) is null ? CurrentWorkspace.Value : null;

    /// <summary>
    /// Returns the principal if what it may do depends on the experiment; null if it may do it with all of them: with
    /// all of its workspace, while no experiment is in another one.
    /// </summary>
    private Principal? FindLimited(AccessAction action, ResourceType type) =>
        Guard.FindLimited(action, type)
        ?? (CurrentPrincipal.Value is { Workspace: { } workspace } principal && !runs.IsOnlyIn(workspace)
            ? principal
            : null);

    private async ValueTask<bool> IsHidden(
        ExperimentId experimentId, AccessAction action, ResourceType type, CancellationToken cancel) =>
        FindLimited(action, type) is { } principal
        && await Find(experimentId, cancel).ConfigureAwait(false) is { } experiment
        && Guard.Hides(principal, ToTarget(experiment), action, type);

    private async ValueTask<bool> IsHidden(RunId runId, AccessAction action, CancellationToken cancel) =>
        FindLimited(action, ResourceType.Run) is not null
        && await runs.FindExperiment(runId, cancel).ConfigureAwait(false) is { } experimentId
        && await IsHidden(experimentId, action, ResourceType.Run, cancel).ConfigureAwait(false);

    private async ValueTask<bool> IsHidden(LoggedModelId modelId, AccessAction action, CancellationToken cancel)
    {
        if (models is null || FindLimited(action, ResourceType.LoggedModel) is null) return false;
        var model = await models.GetLoggedModel(modelId, includeDeleted: true, cancel).ConfigureAwait(false);
        return model.IsOk
            && await IsHidden(model.Value.ExperimentId, action, ResourceType.LoggedModel, cancel)
                .ConfigureAwait(false);
    }

    private async ValueTask<Experiment?> Find(ExperimentId experimentId, CancellationToken cancel)
    {
        var found = await runs.GetExperiment(experimentId, cancel).ConfigureAwait(false);
        return found.IsOk ? found.Value : null;
    }

    private static AccessTarget ToTarget(Experiment experiment) =>
        new(ResourceType.Experiment, experiment.ExperimentId, experiment.Owner, experiment.Workspace);
}
