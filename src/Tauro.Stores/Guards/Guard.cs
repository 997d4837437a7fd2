using Tauro.Contracts.Access;
using Tauro.Stores.Access;

namespace Tauro.Stores.Guards;

/// <summary>Decides on single resources for the principal of the current request.</summary>
internal static class Guard
{
    /// <summary>
    /// Returns the action to decide on for what the request is about: that of its endpoint, if it needs more. So a
    /// handler that only reads a run before it deletes a file of it needs the access to delete.
    /// </summary>
    public static AccessAction Raise(AccessAction action, ResourceType type) =>
        CurrentPrincipal.Requirement is { Action: not AccessAction.Create } required && required.Type == type
        && AccessDecision.LevelFor(required.Action) > AccessDecision.LevelFor(action)
            ? required.Action
            : action;

    /// <summary>
    /// Returns the principal if what it may do depends on the resource; null if it may do it with all of the type in
    /// its workspace.
    /// </summary>
    public static Principal? FindLimited(AccessAction action, ResourceType type) =>
        CurrentPrincipal.Value is { } principal && !MayAll(principal, action, type) ? principal : null;

    /// <summary>Whether a principal may do something with all resources of a type in its workspace.</summary>
    public static bool MayAll(Principal principal, AccessAction action, ResourceType type) =>
        AccessDecision.DecideByGrants(principal, new AccessRequirement(action, type), target: null).IsAllowed;

    /// <summary>
    /// Whether the principal may not even see a resource, so that the response has to be that of a missing one.
    /// </summary>
    /// <exception cref="AccessDeniedException">It may see the resource, but not do that with it.</exception>
    public static bool Hides(Principal principal, AccessTarget target, AccessAction action, ResourceType type)
    {
        var requirement = new AccessRequirement(action, type);
        var decision = AccessDecision.DecideByGrants(principal, requirement, target);
        if (decision.IsAllowed) return false;
        if (Shows(principal, target, type)) throw new AccessDeniedException(decision.Explain(requirement));
        CurrentPrincipal.NoteHidden(decision.Explain(requirement));
        return true;
    }

    /// <summary>Whether the principal may see a resource.</summary>
    public static bool Shows(Principal principal, AccessTarget target, ResourceType type) =>
        AccessDecision.DecideByGrants(principal, new AccessRequirement(AccessAction.Read, type), target).IsAllowed;

    /// <exception cref="AccessDeniedException">The principal of the request is not an administrator.</exception>
    public static void RequireAdmin()
    {
        if (CurrentPrincipal.Value is { } principal
            && AccessDecision.DecideForAdmin(principal) is { IsAllowed: false } refused)
            throw new AccessDeniedException(refused.Reason);
    }
}
