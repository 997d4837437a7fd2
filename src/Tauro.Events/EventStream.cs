using System.Reflection;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Tauro.Contracts.Events;
using Tauro.Contracts.Json;
using Tauro.ServiceDefaults.Health;
using Tauro.ServiceDefaults.Principals;
using Tauro.Stores.Events;

namespace Tauro.Events;

/// <summary>
/// Sends the committed events of the log as server-sent events. It reads from the log, so a slow client misses none.
/// The framework's result type is not used because it cannot send comments. Heartbeats are comments, because clients
/// do not mistake those for events. The stream ends when the service drains, and after some minutes where credentials
/// are checked; clients reconnect with Last-Event-ID. It also ends at the first event that is not before the end of the
/// time that was asked for. A stream of selected types regularly sends its position, so that the client's position also
/// moves past events of other types.
/// </summary>
internal sealed class EventStream(IEventLog log, long after, EventFilter filter) : IResult, IEndpointMetadataProvider
{
    private const int PageSize = 256;
    private static readonly TimeSpan AuthenticatedFor = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    /// <summary>The shortest interval at which the position is sent while events are filtered out.</summary>
    private static readonly TimeSpan PositionInterval = TimeSpan.FromSeconds(1);

    private EventPosition? passed;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var clock = httpContext.RequestServices.GetRequiredService<TimeProvider>();
        var drain = httpContext.RequestServices.GetRequiredService<Drain>();
        // An account may lose its access meanwhile; a client that connects again is authenticated again.
        using var limit = new CancellationTokenSource(
            httpContext.FindAccount() is null ? Timeout.InfiniteTimeSpan : AuthenticatedFor, clock);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(
            httpContext.RequestAborted, drain.Begun, limit.Token);
        httpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        httpContext.Response.ContentType = "text/event-stream";
        httpContext.Response.Headers.CacheControl = "no-cache, no-transform";
        httpContext.Response.Headers["X-Accel-Buffering"] = "no"; // nginx would collect a buffer full of events first
        if (HttpMethods.IsHead(httpContext.Request.Method)) return;
        try
        {
            await Write(httpContext.Response, ": events follow\n\n", ends.Token);
            await Follow(httpContext.Response, clock, ends.Token);
        }
        catch (OperationCanceledException) when (ends.IsCancellationRequested)
        {
            // The client disconnected or the service drains: both end a stream normally.
        }
    }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(
            StatusCodes.Status200OK, typeof(EventRecord), ["text/event-stream"]));

    private async Task Follow(HttpResponse response, TimeProvider clock, CancellationToken cancel)
    {
        var position = after;
        var wrote = clock.GetTimestamp();
        while (true)
        {
            var read = await log.Read(position, PageSize, cancel);
            if (read.Problem is not null) return; // the next events have expired; reconnecting returns 410
            foreach (var record in read.Value)
            {
                if (filter.IsPast(record)) return;
                position = record.Sequence;
                passed = filter.Matches(record) ? null : new EventPosition(record.Sequence, record.Time);
                if (passed is not null) continue;
                await Send(response, record.Sequence, record.Type, record, cancel);
                wrote = clock.GetTimestamp();
            }

            if (read.Value.Count == 0) await WaitForNewer(response, position, clock, cancel);
            if (passed is null || clock.GetElapsedTime(wrote) < PositionInterval) continue;
            await SendPosition(response, cancel);
            wrote = clock.GetTimestamp();
        }
    }

    private async Task WaitForNewer(
        HttpResponse response, long position, TimeProvider clock, CancellationToken cancel)
    {
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var newer = log.WaitForNewer(position, linked.Token).AsTask();
        try
        {
            while (!newer.IsCompleted)
            {
                var beat = Task.Delay(Heartbeat, clock, linked.Token);
                if (await Task.WhenAny(newer, beat) == newer) break;
                cancel.ThrowIfCancellationRequested();
                if (passed is null) await Write(response, ": still here\n\n", cancel);
                else await SendPosition(response, cancel);
            }

            await newer;
        }
        finally
        {
            await linked.CancelAsync();
            await newer.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task SendPosition(HttpResponse response, CancellationToken cancel)
    {
        await Send(response, passed!.Sequence, EventPosition.MessageType, passed, cancel);
        passed = null;
    }

    private static Task Send<T>(
        HttpResponse response, long id, string type, T data, CancellationToken cancel) =>
        Write(
            response,
            $"id: {id}\nevent: {type}\ndata: {JsonSerializer.Serialize(data, TauroJson.Options)}\n\n",
            cancel);

    private static async Task Write(HttpResponse response, string value, CancellationToken cancel)
    {
        await response.Body.WriteAsync(Encoding.UTF8.GetBytes(value), cancel);
        await response.Body.FlushAsync(cancel);
    }
}
