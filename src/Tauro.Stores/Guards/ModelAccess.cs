using Tauro.Contracts.Access;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Models;
using Tauro.Stores.Access;
using Tauro.Stores.Models;

namespace Tauro.Stores.Guards;

/// <summary>
/// Decides what the principal of the current request may do with single registered models and their versions. Those
/// that do not exist are not hidden: the store itself says that they are missing. A name is that of a model in the
/// workspace of the request, so only what is found in another way can be in another one.
/// </summary>
/// <param name="models">The store of the models, without a guard.</param>
public sealed class ModelAccess(IModelStore models)
{
    /// <summary>
    /// Whether the principal may not even see a model, or its versions, so that the response has to be that of a
    /// missing one. The action of the endpoint counts, if it needs more.
    /// </summary>
    /// <exception cref="AccessDeniedException">It may see that, but not do this with it.</exception>
    public async ValueTask<bool> Hides(
        string name, AccessAction action, ResourceType type, CancellationToken cancel)
    {
        action = Guard.Raise(action, type);
        if (Guard.FindLimited(action, type) is not { } principal) return false;
        var found = await models.GetModel(name, cancel).ConfigureAwait(false);
        return found.IsOk && Guard.Hides(principal, ToTarget(found.Value), action, type);
    }

    /// <inheritdoc cref="Hides(string, AccessAction, ResourceType, CancellationToken)"/>
    public async ValueTask<bool> Hides(
        ModelId modelId, int version, AccessAction action, CancellationToken cancel)
    {
        var found = await models.GetVersionById(modelId, version, cancel).ConfigureAwait(false);
        return found.IsOk
            ? !AccessDecision.IsIn(CurrentPrincipal.Value?.Workspace, found.Value.Workspace)
                || await Hides(found.Value.Name, action, ResourceType.RegisteredModelVersion, cancel)
                    .ConfigureAwait(false)
            : Guard.FindLimited(action, ResourceType.RegisteredModelVersion) is not null;
    }

    /// <summary>
    /// Whether no model has a name, or the principal may not see the one that has it; false for a principal that may
    /// see every model.
    /// </summary>
    public async ValueTask<bool> HidesOrMisses(string name, ResourceType type, CancellationToken cancel)
    {
        if (Guard.FindLimited(AccessAction.Read, type) is not { } principal) return false;
        var found = await models.GetModel(name, cancel).ConfigureAwait(false);
        return !found.IsOk || !Guard.Shows(principal, ToTarget(found.Value), type);
    }

    /// <summary>Whether the principal may not see a model, as it is now or was.</summary>
    public static bool Hides(RegisteredModel model, ResourceType type) => Filter(type)?.Invoke(model) == false;

    /// <summary>
    /// Returns whether the principal may see a model, or its versions, as a function; null for all models.
    /// </summary>
    public static Func<RegisteredModel, bool>? Filter(ResourceType type) =>
        CurrentPrincipal.Value is not { } principal ? null
        : !Guard.MayAll(principal, AccessAction.Read, type) ? model => Guard.Shows(principal, ToTarget(model), type)
        : principal.Workspace is { } workspace ? model => model.Workspace == workspace
        : null;

    private static AccessTarget ToTarget(RegisteredModel model) =>
        new(ResourceType.RegisteredModel, model.ModelId, model.Owner, model.Workspace);
}
