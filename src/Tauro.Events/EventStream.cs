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
/// that no client takes for an event. Ends when the service drains; a client reconnects with Last-Event-ID.
/// </summary>
internal sealed class EventStream(IEventLog log, long after) : IResult, IEndpointMetadataProvider
{
    private const int ReadAtOnce = 256;
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

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
        while (true)
        {
            var read = await log.Read(position, ReadAtOnce, cancel);
            if (read.Problem is not null) return; // retention overtook the reader; reconnecting tells it so
            foreach (var record in read.Value)
            {
                position = record.Sequence;
                var data = JsonSerializer.Serialize(record, TauroJson.Options);
                await Write(response, $"id: {record.Sequence}\nevent: {record.Type}\ndata: {data}\n\n", cancel);
            }

            if (read.Value.Count == 0) await WaitForNewer(response, position, clock, cancel);
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
                await Write(response, ": still here\n\n", cancel);
            }

            await newer;
        }
        finally
        {
            await heard.CancelAsync();
            await newer.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task Write(HttpResponse response, string text, CancellationToken cancel)
    {
        await response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), cancel);
        await response.Body.FlushAsync(cancel);
    }
}
