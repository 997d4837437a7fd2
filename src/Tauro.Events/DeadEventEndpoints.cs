using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Tauro.Contracts;
using Tauro.Contracts.Events;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Paging;
using Tauro.ServiceDefaults.Problems;
using Tauro.Stores.Events;
using Conflict = Tauro.ServiceDefaults.Problems.Conflict;
using NotFound = Tauro.ServiceDefaults.Problems.NotFound;

namespace Tauro.Events;

/// <summary>Maps the dead list: the events that this service's consumers could not handle.</summary>
internal static class DeadEventEndpoints
{
    public static void Map(IEndpointRouteBuilder dead, string service, string name)
    {
        dead.MapGet("", List).RequiresAdmin()
            .WithName($"List{name}DeadEvents")
            .WithSummary("List events that a consumer could not handle, oldest first");
        dead.MapGet("{id}", Get).RequiresAdmin()
            .WithName($"Get{name}DeadEvent")
            .WithSummary("Get a dead event");
        dead.MapPost("{id}/redeliver", Redeliver).RequiresAdmin()
            .WithName($"Redeliver{name}DeadEvent")
            .WithSummary("Redeliver a dead event to its consumer");
        dead.MapPost("redeliver", RedeliverAll).RequiresAdmin()
            .WithName($"RedeliverAll{name}DeadEvents")
            .WithSummary("Redeliver all dead events to their consumers, oldest first");
        dead.MapDelete("{id}", Delete).RequiresAdmin()
            .WithName($"Delete{name}DeadEvent")
            .WithSummary("Delete a dead event");
    }

    private static async Task<Results<Ok<Page<DeadEvent>>, Invalid, NotFound, Conflict>> List(
        [FromServices] IDeadEventStore store,
        CancellationToken cancel,
        [FromQuery(Name = "max_results")] int maxResults = Limits.PageSizeDefault,
        [FromQuery(Name = "page_token")] string? pageToken = null) =>
        (await store.List(new PageRequest(maxResults, pageToken), cancel)).ToResult(TypedResults.Ok);

    private static async Task<Results<Ok<DeadEvent>, Invalid, NotFound, Conflict>> Get(
        DeadEventId id, [FromServices] IDeadEventStore store, CancellationToken cancel) =>
        (await store.Get(id, cancel)).ToResult(TypedResults.Ok);

    private static async Task<Results<NoContent, Invalid, NotFound, Conflict>> Redeliver(
        DeadEventId id, [FromServices] Redelivery redelivery, CancellationToken cancel) =>
        (await redelivery.Redeliver(id, cancel)).ToResult(_ => TypedResults.NoContent());

    private static async Task<Ok<RedeliveryResult>> RedeliverAll(
        [FromServices] Redelivery redelivery, CancellationToken cancel) =>
        TypedResults.Ok(await redelivery.RedeliverAll(cancel));

    private static async Task<Results<NoContent, Invalid, NotFound, Conflict>> Delete(
        DeadEventId id, [FromServices] IDeadEventStore store, CancellationToken cancel) =>
        (await store.Delete(id, cancel)).ToResult(_ => TypedResults.NoContent());
}
