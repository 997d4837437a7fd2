using Microsoft.AspNetCore.Http;
using Tauro.Contracts.Access;
using Tauro.Contracts.Json;
using Tauro.Stores.Access;

namespace Tauro.ServiceDefaults.Principals;

/// <summary>Checks what a request requires of other resources than that which its endpoint states.</summary>
public static class RequestAccess
{
    /// <summary>Whether the principal of the request may do something with all resources of a type.</summary>
    public static bool IsAllowed(this HttpContext context, AccessAction action, ResourceType type) =>
        AccessDecision.Decide(context.GetPrincipal(), new AccessRequirement(action, type)).IsAllowed;

    /// <summary>
    /// Whether the principal of the request could do something with a resource of a type, for example with one that it
    /// owns. Who has no grant at all has created nothing.
    /// </summary>
    public static bool CouldBeAllowed(this HttpContext context, AccessAction action, ResourceType type)
    {
        var principal = context.GetPrincipal();
        return (principal.IsAdmin || principal.Grants.Count > 0) && AccessDecision.Decide(
            principal, new AccessRequirement(action, type), AccessTarget.OwnedBy(principal, type)).IsAllowed;
    }

    /// <summary>Requires a scope for a resource on which a guard decides.</summary>
    /// <exception cref="AccessDeniedException">The API key does not have it.</exception>
    public static void RequireScope(this HttpContext context, AccessScope scope)
    {
        if (context.GetPrincipal().Scopes?.Contains(scope) == false)
            throw new AccessDeniedException($"The API key does not have the scope {ApiName.Get(scope)}.");
    }

    /// <exception cref="AccessDeniedException">The principal of the request may not do that.</exception>
    public static void Require(this HttpContext context, AccessAction action, ResourceType type)
    {
        var requirement = new AccessRequirement(action, type);
        var decision = AccessDecision.Decide(context.GetPrincipal(), requirement);
        if (!decision.IsAllowed) throw new AccessDeniedException(decision.Explain(requirement));
    }
}
