using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Tauro.Contracts.Access;
using Tauro.ServiceDefaults.Access;
using Tauro.Stores.Access;

namespace Tauro.ServiceDefaults.Principals;

/// <summary>Decides whether the principal of a request may call its endpoint.</summary>
internal sealed class EndpointAccessHandler : AuthorizationHandler<EndpointAccess>
{
    protected override Task HandleRequirementAsync(
        AuthorizationHandlerContext context, EndpointAccess requirement)
    {
        var principal = (context.Resource as HttpContext)?.Features.Get<Principal>();
        if (requirement.Kind == EndpointAccessKind.Public) context.Succeed(requirement);
        else if (principal is not null)
        {
            var decision = Decide(principal, requirement);
            if (decision.IsAllowed) context.Succeed(requirement);
            else
                context.Fail(new AuthorizationFailureReason(
                    this, requirement.Requirement is { } needed ? decision.Explain(needed) : decision.Reason));
        }

        return Task.CompletedTask;
    }

    private static AccessDecision Decide(Principal principal, EndpointAccess access) => access.Kind switch
    {
        EndpointAccessKind.Resource => AccessDecision.Decide(
            principal, access.Requirement!,
            // As if it owned the resource: what even its owner may not do is refused here.
            access.IsResourceBased ? AccessTarget.OwnedBy(principal, access.Requirement!.Type) : null),
        EndpointAccessKind.Authenticated => new(true, ""),
        EndpointAccessKind.Admin => AccessDecision.DecideForAdmin(principal),
        EndpointAccessKind.Service => new(
            principal.Kind == PrincipalKind.Service && principal.Id.Value == access.Service,
            "Only another process of Tauro may do that."),
        _ => new(false, "The endpoint does not say who may call it."),
    };
}
