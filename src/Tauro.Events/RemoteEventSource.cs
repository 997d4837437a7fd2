using System.Net;
using System.Net.Http.Json;
using Tauro.Contracts.Events;
using Tauro.Contracts.Json;
using Tauro.Stores.Events;

namespace Tauro.Events;

/// <summary>
/// Reads the event feed of another service as a stream. Before each connection it reads the event at the cursor: if the
/// event does not exist or has another time, the history was replaced.
/// </summary>
internal sealed class RemoteEventSource(
    Subscription subscription, IHttpClientFactory clients, TimeProvider time) : IEventSource, IDisposable
{
    private static readonly TimeSpan ResponseTimeout = TimeSpan.FromSeconds(10);

    private readonly string feedUrl = $"http://{subscription.Source}/api/v1/{subscription.Source}/events";
    private EventFeed? stream;
    private long newest;
    private long reached;

    /// <summary>Gets the name of the HTTP client for the events of a service.</summary>
    public static string GetClientName(string source) => $"{source}-events";

    public async ValueTask<EventBatch> Next(EventCursor after, CancellationToken cancel)
    {
        // The last event was not handled, but the stream is already past it: reconnect before the event.
        if (after.Sequence != reached) Dispose();
        try
        {
            return stream is null ? await Connect(after, cancel) : ToBatch(await stream.Next(cancel));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        stream?.Dispose();
        stream = null;
    }

    private EventBatch ToBatch((EventCursor Position, EventRecord? Event) message)
    {
        reached = message.Position.Sequence;
        newest = Math.Max(newest, reached);
        return new EventBatch(message.Event is { } record ? [record] : [], message.Position, newest);
    }

    /// <summary>Opens the stream at a position; returns the position without events.</summary>
    private async Task<EventBatch> Connect(EventCursor after, CancellationToken cancel)
    {
        // After the last possible event: an empty page, which contains the start of the history.
        var page = await ReadPage(Math.Max(0, after.Sequence - 1), cancel)
            ?? await ReadPage(long.MaxValue - 1, cancel)
            ?? throw new IOException($"{subscription.Source} does not report the start of its history.");
        newest = page.LastSequence;
        var beforeOldest = page.FirstSequence - 1;
        if (after.Sequence < beforeOldest)
            return new EventBatch([], new EventCursor(beforeOldest), newest, EventGap.Expired);
        if (after.Sequence > beforeOldest && !Contains(page, after))
            return new EventBatch([], default, newest, EventGap.Replaced);
        var response = await Get($"{feedUrl}/stream?after={after.Sequence}{GetTypeQuery()}", cancel);
        await EnsureSuccess(response, cancel);
        stream = await EventFeed.Open(response, subscription.Source, time, cancel);
        reached = after.Sequence;
        return new EventBatch([], after, newest);
    }

    private static bool Contains(EventPage page, EventCursor after) =>
        page.Items is [var found] && found.Sequence == after.Sequence
        && (after.Time is null || after.Time == found.Time);

    /// <summary>Reads one event and the bounds of the history; null when the history begins later.</summary>
    private async Task<EventPage?> ReadPage(long after, CancellationToken cancel)
    {
        using var response = await Get($"{feedUrl}?after={after}&limit=1", cancel);
        if (response.StatusCode == HttpStatusCode.Gone) return null;
        await EnsureSuccess(response, cancel);
        return await response.Content.ReadFromJsonAsync<EventPage>(TauroJson.Options, cancel)
            ?? throw new IOException($"The response of {subscription.Source} is not a page of events.");
    }

    private string GetTypeQuery() => string.Concat(subscription.Types.Select(type => $"&type={type}"));

    private async Task<HttpResponseMessage> Get(string address, CancellationToken cancel)
    {
        using var timeout = new CancellationTokenSource(ResponseTimeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancel);
        try
        {
            return await clients.CreateClient(GetClientName(subscription.Source)).GetAsync(
                new Uri(address), HttpCompletionOption.ResponseHeadersRead, linked.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new IOException($"{subscription.Source} did not respond within {ResponseTimeout}.");
        }
    }

    private async Task EnsureSuccess(HttpResponseMessage response, CancellationToken cancel)
    {
        if (response.IsSuccessStatusCode) return;
        using (response)
        {
            var body = await response.Content.ReadAsStringAsync(cancel);
            throw new IOException(
                $"{subscription.Source} returned {(int)response.StatusCode}: {body[..Math.Min(body.Length, 500)]}");
        }
    }
}
