using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Tauro.Contracts.Retention;
using Tauro.ServiceDefaults.Problems;
using Tauro.Stores.Retention;
using Conflict = Tauro.ServiceDefaults.Problems.Conflict;
using NotFound = Tauro.ServiceDefaults.Problems.NotFound;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the legal hold on a resource.</summary>
public static class HoldEndpoints
{
    /// <summary>Maps <c>PUT</c>, <c>GET</c> and <c>DELETE …/hold</c> if the store supports them.</summary>
    /// <typeparam name="T">The parameters of the route.</typeparam>
    /// <param name="app">The routes.</param>
    /// <param name="pattern">The route of the resource.</param>
    /// <param name="name">The last part of the names of the operations, such as <c>RunHold</c>.</param>
    /// <param name="what">The resource in a summary, such as <c>a run</c>.</param>
    /// <param name="target">Returns what the parameters name.</param>
    public static void MapHold<T>(
        this IEndpointRouteBuilder app, string pattern, string name, string what, Func<T, HoldTarget> target)
        where T : struct
    {
        if (!RetentionEndpoints.IsSupported(app)) return;
        var hold = app.MapGroup($"{pattern}/hold").WithTags("Holds");
        // The analyzer of route handlers fails on parameters of a generic type, unless it does not see the method.
        var (set, get, release) = ((Delegate)Set, (Delegate)Get, (Delegate)Release);
        hold.MapPut("", set).RequiresAdmin()
            .WithName($"Set{name}").WithSummary($"Put {what} on hold: it can't be deleted or purged");
        hold.MapGet("", get).RequiresAdmin()
            .WithName($"Get{name}").WithSummary($"Get the hold on {what}");
        hold.MapDelete("", release).RequiresAdmin()
            .WithName($"Release{name}").WithSummary($"Release the hold on {what}");

        async Task<Results<Ok<Hold>, Invalid, NotFound, Conflict>> Set(
            [AsParameters] T held, NewHold body, [FromServices] IRetentionStore store, CancellationToken cancel) =>
            (await store.SetHold(target(held), body, cancel)).ToResult(TypedResults.Ok);

        async Task<Results<Ok<Hold>, Invalid, NotFound, Conflict>> Get(
            [AsParameters] T held, [FromServices] IRetentionStore store, CancellationToken cancel) =>
            (await store.GetHold(target(held), cancel)).ToResult(TypedResults.Ok);

        async Task<Results<NoContent, Invalid, NotFound, Conflict>> Release(
            [AsParameters] T held, [FromServices] IRetentionStore store, CancellationToken cancel) =>
            (await store.ReleaseHold(target(held), cancel)).ToResult(_ => TypedResults.NoContent());
    }
}
