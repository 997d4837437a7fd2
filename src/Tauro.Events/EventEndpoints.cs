using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Tauro.Contracts;
using Tauro.Contracts.Events;
using Tauro.Events;
using Tauro.ServiceDefaults.Problems;
using Tauro.Stores.Events;

namespace Microsoft.AspNetCore.Builder;

/// <summary>A service's own history of events, as pages and as a live stream.</summary>
public static class EventEndpoints
{
    private const int PageSizeDefault = 1_000;

    /// <summary>Maps <c>/api/v1/{service}/events</c> and <c>/api/v1/{service}/events/stream</c>.</summary>
    public static void MapTauroEvents(this IEndpointRouteBuilder app, string service)
    {
        var events = app.MapGroup($"/api/v1/{service}/events").WithTags("Events").AllowAnonymous();
        events.MapGet("", ReadEvents)
            .WithName($"Read{char.ToUpperInvariant(service[0])}{service[1..]}Events")
            .WithSummary("Read the event history after a sequence");
        events.MapGet("stream", StreamEvents)
            .WithName($"Stream{char.ToUpperInvariant(service[0])}{service[1..]}Events")
            .WithSummary("Follow the event history as server-sent events");
    }

    private static async Task<Results<Ok<EventPage>, Invalid, Gone>> ReadEvents(
        [FromServices] IEventLog log, long after = 0, int limit = PageSizeDefault, CancellationToken cancel = default)
    {
        if (after < 0) return BadAfter(after);
        if (limit is < 1 or > Limits.EventPageSizeMax)
            return Invalid.Because(ProblemCodes.LimitExceeded,
                $"limit is {limit}; it takes 1 to {Limits.EventPageSizeMax}.");
        var read = await log.Read(after, limit, cancel);
        if (read.Problem is { } problem) return new Gone(problem);
        return TypedResults.Ok(new EventPage(read.Value, await log.LastSequence(cancel)));
    }

    private static async Task<Results<EventStream, Invalid, Gone>> StreamEvents(
        [FromServices] IEventLog log,
        [FromHeader(Name = "Last-Event-ID")] string? lastEventId,
        long after = 0,
        CancellationToken cancel = default)
    {
        // A browser that reconnects repeats the address with its old `after`; the header is where it really was.
        if (lastEventId is not null
            && !long.TryParse(lastEventId, NumberStyles.None, CultureInfo.InvariantCulture, out after))
            return Invalid.Because(ProblemCodes.InvalidRequest,
                "Last-Event-ID is not a sequence; send the id of the last event that came, or leave it out.");
        if (after < 0) return BadAfter(after);

        // Refuse an expired position while there is still a status to refuse it with.
        var first = await log.Read(after, 1, cancel);
        return first.Problem is { } problem ? new Gone(problem) : new EventStream(log, after);
    }

    private static Invalid BadAfter(long after) =>
        Invalid.Because(ProblemCodes.InvalidRequest, $"after is {after}; it takes 0 or the sequence of an event.");
}
