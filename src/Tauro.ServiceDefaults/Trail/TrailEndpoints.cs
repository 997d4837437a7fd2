using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tauro.Contracts.Trail;
using Tauro.ServiceDefaults.Json;
using Tauro.ServiceDefaults.Problems;
using Tauro.ServiceDefaults.Trail;
using Tauro.Stores;
using Tauro.Stores.Access;
using Tauro.Stores.Trail;
using Conflict = Tauro.ServiceDefaults.Problems.Conflict;
using NotFound = Tauro.ServiceDefaults.Problems.NotFound;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the trail of a service.</summary>
public static class TrailEndpoints
{
    private const int PageSizeDefault = 100;

    /// <summary>
    /// Maps <c>/api/v1/{service}/trail</c>, <c>…/checkpoint</c> and <c>…/verify</c> if the store keeps a trail.
    /// </summary>
    /// <param name="app">Where they are mapped.</param>
    /// <param name="service">The name of the service.</param>
    public static void MapTauroTrail(this IEndpointRouteBuilder app, string service)
    {
        if (!app.ServiceProvider.GetRequiredService<IServiceProviderIsService>().IsService(typeof(ITrailStore))) return;
        var name = $"{char.ToUpperInvariant(service[0])}{service[1..]}";
        var trail = app.MapGroup($"/api/v1/{service}/trail").WithTags("Trail");
        trail.MapGet("", Read).RequiresHistory(service)
            .WithName($"Read{name}Trail")
            .WithSummary("Read who changed what, and when");
        trail.MapGet("checkpoint", GetCheckpoint).RequiresAdmin()
            .WithName($"Get{name}TrailCheckpoint")
            .WithSummary("Get the end of the trail, to be kept elsewhere");
        trail.MapPost("verify", Verify).RequiresAdmin()
            .WithName($"Verify{name}Trail")
            .WithSummary("Check that no entry of the trail was changed, removed, added or moved");
    }

    private static async Task<Results<Ok<TrailPage>, Invalid, NotFound, Conflict>> Read(
        [FromServices] ITrailStore store,
        CancellationToken cancel,
        string? resource = null,
        Choice<TrailAction>? action = null,
        string? kind = null,
        string? actor = null,
        string? since = null,
        string? until = null,
        Choice<TrailOrder>? order = null,
        long? after = null,
        int limit = PageSizeDefault)
    {
        var from = Parse(since, nameof(since));
        if (from.Problem is { } badSince) return new Invalid(badSince);
        var to = Parse(until, nameof(until));
        if (to.Problem is { } badUntil) return new Invalid(badUntil);
        var query = new TrailQuery(
            resource, action?.Value, kind, actor, from.Value, to.Value, order?.Value == TrailOrder.Desc, after, limit,
            CurrentPrincipal.HistoryWorkspace);
        return (await store.Read(query, cancel)).ToResult(TypedResults.Ok);
    }

    private static async Task<Ok<TrailCheckpoint>> GetCheckpoint(
        [FromServices] ITrailStore store, CancellationToken cancel) =>
        TypedResults.Ok(await store.GetCheckpoint(cancel));

    private static async Task<Results<Ok<TrailVerification>, Invalid, NotFound, Conflict>> Verify(
        [FromServices] ITrailStore store, CancellationToken cancel, [FromBody] TrailCheckpoint? checkpoint = null) =>
        (await store.Verify(checkpoint, cancel)).ToResult(TypedResults.Ok);

    private static StoreOutcome<long?> Parse(string? value, string parameter) =>
        value is null ? StoreOutcome<long?>.Ok(null) : AsOf.Parse(value, parameter).Select(time => (long?)time);
}
