using System.Net;
using System.Net.Http.Json;
using Tauro.Contracts.Events;
using Tauro.Contracts.Json;
using Tauro.Stores.Events;

namespace Tauro.Events;

/// <summary>
/// The event feed of another service, read as a stream. Each connection begins with a look at the event of the cursor:
/// when it is not there, or was committed at another time, the history is another one.
/// </summary>
internal sealed class RemoteEventSource(
    Subscription subscription, IHttpClientFactory clients, TimeProvider time) : IEventSource, IDisposable
{
    public const string ClientName = "events";

    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(10);

    private readonly string feed = $"http://{subscription.Source}/api/v1/{subscription.Source}/events";
    private EventFeed? open;
    private long newest;
    private long reached;

    public async ValueTask<EventBatch> Next(EventCursor after, CancellationToken cancel)
    {
        // The event that came last was not handled: the stream has gone past it, and another begins before it.
        if (after.Sequence != reached) Dispose();
        try
        {
            return open is null ? await Connect(after, cancel) : Take(await open.Next(cancel));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        open?.Dispose();
        open = null;
    }

    private EventBatch Take((EventCursor Position, EventRecord? Event) message)
    {
        reached = message.Position.Sequence;
        newest = Math.Max(newest, reached);
        return new EventBatch(message.Event is { } record ? [record] : [], message.Position, newest);
    }

    /// <summary>Finds the place, and opens the stream there. Answers the position alone.</summary>
    private async Task<EventBatch> Connect(EventCursor after, CancellationToken cancel)
    {
        // Past every event there can be: an empty page, which says where the history begins.
        var page = await ReadPage(Math.Max(0, after.Sequence - 1), cancel)
            ?? await ReadPage(long.MaxValue - 1, cancel)
            ?? throw new IOException($"{subscription.Source} does not say where its history begins.");
        newest = page.LastSequence;
        var beforeOldest = page.FirstSequence - 1;
        if (after.Sequence < beforeOldest)
            return new EventBatch([], new EventCursor(beforeOldest), newest, EventGap.Expired);
        if (after.Sequence > beforeOldest && !Holds(page, after))
            return new EventBatch([], default, newest, EventGap.Replaced);
        var response = await Ask($"{feed}/stream?after={after.Sequence}{TypesAsked()}", cancel);
        await Require(response, cancel);
        open = await EventFeed.Open(response, subscription.Source, time, cancel);
        reached = after.Sequence;
        return new EventBatch([], after, newest);
    }

    private static bool Holds(EventPage page, EventCursor after) =>
        page.Events is [var found] && found.Sequence == after.Sequence
        && (after.Time is null || after.Time == found.Time);

    /// <summary>One event and the bounds of the history; null when the history begins later.</summary>
    private async Task<EventPage?> ReadPage(long after, CancellationToken cancel)
    {
        using var response = await Ask($"{feed}?after={after}&limit=1", cancel);
        if (response.StatusCode == HttpStatusCode.Gone) return null;
        await Require(response, cancel);
        return await response.Content.ReadFromJsonAsync<EventPage>(TauroJson.Options, cancel)
            ?? throw new IOException($"{subscription.Source} answered with no page of events.");
    }

    private string TypesAsked() => string.Concat(subscription.Types.Select(type => $"&type={type}"));

    private async Task<HttpResponseMessage> Ask(string address, CancellationToken cancel)
    {
        using var timeout = new CancellationTokenSource(AnswerTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancel);
        try
        {
            return await clients.CreateClient(ClientName).GetAsync(
                new Uri(address), HttpCompletionOption.ResponseHeadersRead, either.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new IOException($"{subscription.Source} did not answer within {AnswerTimeout}.");
        }
    }

    private async Task Require(HttpResponseMessage response, CancellationToken cancel)
    {
        if (response.IsSuccessStatusCode) return;
        using (response)
        {
            var body = await response.Content.ReadAsStringAsync(cancel);
            throw new IOException(
                $"{subscription.Source} answered {(int)response.StatusCode}: {body[..Math.Min(body.Length, 500)]}");
        }
    }
}
