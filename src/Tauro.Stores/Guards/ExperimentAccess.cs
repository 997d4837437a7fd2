using Tauro.Contracts;
using Tauro.Contracts.Access;
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
        if (traces is null || Guard.FindLimited(action, type) is null) return false;
        var trace = await traces.GetTrace(traceId, cancel).ConfigureAwait(false);
        return trace.IsOk && await IsHidden(trace.Value.ExperimentId, action, type, cancel).ConfigureAwait(false);
    }

    /// <summary>
    /// Whether the principal may see none of the experiments of a resource that is in several. To change it, all of
    /// them have to allow it.
    /// </summary>
    /// <exception cref="AccessDeniedException">It may see one, but not do this with all.</exception>
    public async ValueTask<bool> Hides(
        IReadOnlyList<ExperimentId> experimentIds, AccessAction action, CancellationToken cancel)
    {
        var requirement = new AccessRequirement(
            Guard.Raise(action, ResourceType.Experiment), ResourceType.Experiment);
        if (Guard.FindLimited(requirement.Action, requirement.Type) is not { } principal) return false;
        var (isVisible, isAllowed) = (false, experimentIds.Count > 0);
        foreach (var experimentId in experimentIds)
        {
            var found = await Find(experimentId, cancel).ConfigureAwait(false);
            isVisible |= found is not null && Guard.Shows(principal, ToTarget(found), requirement.Type);
            isAllowed &= found is not null
                && AccessDecision.DecideByGrants(principal, requirement, ToTarget(found)).IsAllowed;
        }

        if (requirement.Action == AccessAction.Read ? isVisible : isAllowed) return false;
        return isVisible
            ? throw new AccessDeniedException(
                $"{principal.Name} may not do that with all experiments of it. The request requires: {requirement}.")
            : true;
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
    /// Whether the principal may not see what an experiment had; one that was purged since then has no owner.
    /// </summary>
    public async ValueTask<bool> HidesPast(
        ExperimentId experimentId, ResourceType type, CancellationToken cancel) =>
        Guard.FindLimited(AccessAction.Read, type) is { } principal
        && !Guard.Shows(
            principal,
            await Find(experimentId, cancel).ConfigureAwait(false) is { } experiment
                ? ToTarget(experiment)
                : new AccessTarget(ResourceType.Experiment, experimentId, Owner: null),
            type);

    /// <summary>Like <see cref="FindVisible"/>, without deleted experiments.</summary>
    public async ValueTask<IReadOnlyList<ExperimentId>?> FindActive(ResourceType type, CancellationToken cancel) =>
        Filter(type) is { } isVisible
            ? [.. await runs.FindExperiments(
                experiment => experiment.LifecycleStage == LifecycleStage.Active && isVisible(experiment), cancel)
                .ConfigureAwait(false)]
            : null;

    /// <summary>
    /// Returns the experiments in which the principal may see resources of a type; null for all experiments.
    /// </summary>
    public async ValueTask<IReadOnlySet<ExperimentId>?> FindVisible(ResourceType type, CancellationToken cancel) =>
        Filter(type) is { } isVisible ? await runs.FindExperiments(isVisible, cancel).ConfigureAwait(false) : null;

    /// <summary>Whether what the principal may do with resources of a type depends on the experiment.</summary>
    public static bool IsLimited(AccessAction action, ResourceType type) =>
        Guard.FindLimited(action, type) is not null;

    /// <summary>
    /// Returns whether the principal may see resources of a type in an experiment, as a function; null for in all.
    /// </summary>
    public static Func<Experiment, bool>? Filter(ResourceType type) =>
        Guard.FindLimited(AccessAction.Read, type) is { } principal
            ? experiment => Guard.Shows(principal, ToTarget(experiment), type)
            : null;

    private async ValueTask<bool> IsHidden(
        ExperimentId experimentId, AccessAction action, ResourceType type, CancellationToken cancel) =>
        Guard.FindLimited(action, type) is { } principal
        && await Find(experimentId, cancel).ConfigureAwait(false) is { } experiment
        && Guard.Hides(principal, ToTarget(experiment), action, type);

    private async ValueTask<bool> IsHidden(RunId runId, AccessAction action, CancellationToken cancel) =>
        Guard.FindLimited(action, ResourceType.Run) is not null
        && await runs.FindExperiment(runId, cancel).ConfigureAwait(false) is { } experimentId
        && await IsHidden(experimentId, action, ResourceType.Run, cancel).ConfigureAwait(false);

    private async ValueTask<bool> IsHidden(LoggedModelId modelId, AccessAction action, CancellationToken cancel)
    {
        if (models is null || Guard.FindLimited(action, ResourceType.LoggedModel) is null) return false;
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
        new(ResourceType.Experiment, experiment.ExperimentId, experiment.Owner);
}
