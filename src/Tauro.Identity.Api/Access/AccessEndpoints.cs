using Microsoft.AspNetCore.Http.HttpResults;
using Tauro.Contracts;
using Tauro.Contracts.Identity;
using Tauro.Identity.Api.Accounts;
using Tauro.ServiceDefaults.Principals;
using Tauro.Stores.Access;
using Tauro.Stores.Identity;
using Tauro.Stores.Rules;

namespace Tauro.Identity.Api.Access;

internal static class AccessEndpoints
{
    public static void MapAccess(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/v1/whoami", GetWhoAmI).WithTags("Identity").RequiresPrincipal()
            .WithName("GetWhoAmI").WithSummary("Get who the credentials of the request belong to");
        app.MapPost("/api/v1/access/check", Check).WithTags("Identity").RequiresPrincipal()
            .WithName("CheckAccess").WithSummary("Explain whether an account may do something");
    }

    private static Ok<WhoAmI> GetWhoAmI(HttpContext context)
    {
        var principal = context.GetPrincipal();
        return TypedResults.Ok(new WhoAmI(
            principal.Kind, principal.Id, principal.Name, principal.IsAdmin, principal.Grants,
            CurrentWorkspace.Value, principal.Scopes, principal.KeyId));
    }

    private static async Task<Results<Ok<AccessExplanation>, Invalid, NotFound>> Check(
        AccessQuestion body, HttpContext context, IIdentityStore store, DefaultAccess general, CancellationToken cancel)
    {
        if (body.ResourceId is { } resource && !ResourceTypes.IsId(ResourceTypes.GetTop(body.ResourceType), resource))
            return Invalid.Because(
                ProblemCodes.InvalidRequest,
                $"resource_id is '{NameRules.Excerpt(resource)}'; send the experiment_id of the experiment, or the "
                + "model_id of the registered model, that the resource is or is in.");
        var caller = Caller.From(context);
        var accountId = body.AccountId ?? caller.AccountId;
        if (!caller.MayActFor(accountId)) return new NotFound(IdentityProblems.AccountMissing(accountId));
        var found = await store.GetAccount(accountId, cancel);
        if (found.Problem is { } missing) return new NotFound(missing);
        // A key limits itself only, not the account.
        var access = await AccountAccess.Load(
            found.Value.Account, caller.Is(accountId) ? caller.Principal.Scopes : null, store, general, cancel);
        var top = ResourceTypes.GetTop(body.ResourceType);
        var target = body.ResourceId is { } id ? new AccessTarget(top, id, Owner: null, CurrentWorkspace.Value) : null;
        var decision = AccessDecision.Decide(
            access.Principal, new AccessRequirement(body.Action, body.ResourceType), target);
        return TypedResults.Ok(new AccessExplanation(
            decision.IsAllowed, decision.Reason, decision.Grant,
            decision.Grant is { } grant ? access.FindRole(grant) : null));
    }
}
