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
using Tauro.Stores.Events;

namespace Tauro.Events;

/// <summary>
/// Server-sent events out of the durable log: what is read is what was committed, so nothing is skipped however slow
/// the reader. Written by hand because the framework's result has no comments, and a comment is the only heartbeat
/// that no client takes for an event. Ends when the service drains; a client reconnects with Last-Event-ID. A stream of
/// some types says now and then which events of other types it has passed, so that its reader's place moves with them.
/// </summary>
internal sealed class EventStream(IEventLog log, long after, EventFilter filter) : IResult, IEndpointMetadataProvider
{
    private const int ReadAtOnce = 256;
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    /// <summary>How often events that are not sent are told of, at the most.</summary>
    private static readonly TimeSpan PositionInterval = TimeSpan.FromSeconds(1);

    private EventPosition? passed;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var clock = httpContext.RequestServices.GetRequiredService<TimeProvider>();
        var drain = httpContext.RequestServices.GetRequiredService<Drain>();
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted, drain.Begun);
        httpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        httpContext.Response.ContentType = "text/event-stream";
        httpContext.Response.Headers.CacheControl = "no-cache, no-transform";
        try
        {
            await Write(httpContext.Response, ": events follow\n\n", ends.Token);
            await Follow(httpContext.Response, clock, ends.Token);
        }
        catch (OperationCanceledException) when (ends.IsCancellationRequested)
        {
            // The client left or the service drains; both are how a stream ends.
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
            var read = await log.Read(position, ReadAtOnce, cancel);
            if (read.Problem is not null) return; // retention overtook the reader; reconnecting says so
            foreach (var record in read.Value)
            {
                position = record.Sequence;
                passed = filter.Takes(record) ? null : new EventPosition(record.Sequence, record.Time);
                if (passed is not null) continue;
                await Send(response, record.Sequence, record.Type, record, cancel);
                wrote = clock.GetTimestamp();
            }

            if (read.Value.Count == 0) await WaitForNewer(response, position, clock, cancel);
            if (passed is null || clock.GetElapsedTime(wrote) < PositionInterval) continue;
            await SendPassed(response, cancel);
            wrote = clock.GetTimestamp();
        }
    }

    private async Task WaitForNewer(
        HttpResponse response, long position, TimeProvider clock, CancellationToken cancel)
    {
        using var heard = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var newer = log.WaitForNewer(position, heard.Token).AsTask();
        try
        {
            while (!newer.IsCompleted)
            {
                var beat = Task.Delay(Heartbeat, clock, heard.Token);
                if (await Task.WhenAny(newer, beat) == newer) break;
                cancel.ThrowIfCancellationRequested();
                if (passed is null) await Write(response, ": still here\n\n", cancel);
                else await SendPassed(response, cancel);
            }

            await newer;
        }
        finally
        {
            await heard.CancelAsync();
            await newer.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task SendPassed(HttpResponse response, CancellationToken cancel)
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

    private static async Task Write(HttpResponse response, string text, CancellationToken cancel)
    {
        await response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), cancel);
        await response.Body.FlushAsync(cancel);
    }
}
