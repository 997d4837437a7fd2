using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tauro.Contracts;
using Tauro.Contracts.Events;
using Tauro.Events;
using Tauro.ServiceDefaults.Json;
using Tauro.ServiceDefaults.Problems;
using Tauro.Stores.Events;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps a service's event history, as pages and as a live stream, and its dead list.</summary>
public static class EventEndpoints
{
    private const int PageSizeDefault = 1_000;

    /// <summary>
    /// Maps <c>/api/v1/{service}/events</c>, <c>/api/v1/{service}/events/stream</c>, and
    /// <c>/api/v1/{service}/events/dead</c> if the service consumes events and its store can store dead ones.
    /// </summary>
    /// <param name="app">Where they are mapped.</param>
    /// <param name="service">The name of the service.</param>
    public static void MapTauroEvents(this IEndpointRouteBuilder app, string service)
    {
        var name = $"{char.ToUpperInvariant(service[0])}{service[1..]}";
        var events = app.MapGroup($"/api/v1/{service}/events").WithTags("Events");
        events.MapGet("", ReadEvents).RequiresHistory(service)
            .WithName($"Read{name}Events")
            .WithSummary("Read the event history after a sequence");
        events.MapGet("stream", StreamEvents).RequiresHistory(service)
            .WithName($"Stream{name}Events")
            .WithSummary("Follow the event history as server-sent events");
        var known = app.ServiceProvider.GetRequiredService<IServiceProviderIsService>();
        if (known.IsService(typeof(Redelivery))) DeadEventEndpoints.Map(events.MapGroup("dead"), service, name);
    }

    private static async Task<Results<Ok<EventPage>, Invalid, Gone>> ReadEvents(
        [FromServices] IEventLog log,
        [AsParameters] EventQuery query,
        long after = 0,
        int limit = PageSizeDefault,
        Choice<EventOrder>? order = null,
        CancellationToken cancel = default)
    {
        if (after < 0) return BadAfter(after);
        if (limit is < 1 or > Limits.EventPageSizeMax)
            return Invalid.Because(ProblemCodes.LimitExceeded,
                $"limit is {limit}; it must be from 1 to {Limits.EventPageSizeMax}.");
        var filter = EventFilter.Parse(query);
        if (filter.Problem is { } unknown) return new Invalid(unknown);
        if (order?.Value == EventOrder.Desc)
            return TypedResults.Ok(await EventsBackwards.Read(log, filter.Value, after, limit, cancel));
        List<EventRecord> found = [];
        var first = await filter.Value.Skip(log, after, cancel);
        var position = first;
        var isPast = false;
        while (!isPast && found.Count < limit && position - first < EventsBackwards.ScannedMax)
        {
            var read = await log.Read(position, filter.Value.IsSelective ? Limits.EventPageSizeMax : limit, cancel);
            if (read.Problem is { } problem) return new Gone(problem);
            foreach (var record in read.Value)
            {
                isPast = filter.Value.IsPast(record);
                if (isPast || found.Count == limit) break;
                position = record.Sequence;
                if (filter.Value.Matches(record)) found.Add(record);
            }

            if (!filter.Value.IsSelective || read.Value.Count < Limits.EventPageSizeMax) break;
        }

        // After the end of the time that was asked for, nothing more can match.
        var last = await log.LastSequence(cancel);
        return TypedResults.Ok(new EventPage(found, await log.Oldest(cancel), last, isPast ? last : position));
    }

    private static async Task<Results<EventStream, Invalid, Gone>> StreamEvents(
        [FromServices] IEventLog log,
        [FromHeader(Name = "Last-Event-ID")] string? lastEventId,
        [AsParameters] EventQuery query,
        long after = 0,
        CancellationToken cancel = default)
    {
        // A browser that reconnects sends the original URL with its old `after`; the header has the actual position.
        if (lastEventId is not null
            && !long.TryParse(lastEventId, NumberStyles.None, CultureInfo.InvariantCulture, out after))
            return Invalid.Because(ProblemCodes.InvalidRequest,
                "Last-Event-ID is not a sequence number; send the id of the last event received, or omit the header.");
        if (after < 0) return BadAfter(after);
        var filter = EventFilter.Parse(query);
        if (filter.Problem is { } unknown) return new Invalid(unknown);
        after = await filter.Value.Skip(log, after, cancel);

        // Reject an expired position before the response starts, while the status can still be set.
        var first = await log.Read(after, 1, cancel);
        return first.Problem is { } problem ? new Gone(problem) : new EventStream(log, after, filter.Value);
    }

    private static Invalid BadAfter(long after) =>
        Invalid.Because(ProblemCodes.InvalidRequest, $"after is {after}; it must be 0 or the sequence of an event.");
}
