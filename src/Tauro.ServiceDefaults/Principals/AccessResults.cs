using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tauro.Contracts;
using Tauro.ServiceDefaults.Problems;

namespace Tauro.ServiceDefaults.Principals;

/// <summary>Writes why a request was refused.</summary>
internal sealed class AccessResults : IAuthorizationMiddlewareResultHandler
{
    public Task HandleAsync(
        RequestDelegate next, HttpContext context, AuthorizationPolicy policy,
        PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded) return next(context);
        if (authorizeResult.Challenged) return context.ChallengeAsync();
        // Routing found no endpoint: it responds with 404, or with the methods that there are.
        if (context.GetEndpoint() is not RouteEndpoint) return next(context);
        var reason = authorizeResult.AuthorizationFailure?.FailureReasons.FirstOrDefault()?.Message
            ?? "The endpoint does not say who may call it.";
        return Problem.Write(context, StatusCodes.Status403Forbidden, ProblemCodes.Forbidden, reason);
    }
}
