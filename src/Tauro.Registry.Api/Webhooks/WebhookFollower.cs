using System.Runtime.CompilerServices;
using Tauro.Contracts.Events;
using Tauro.Registry.Api.Telemetry;
using Tauro.Stores.Events;
using Tauro.Stores.Webhooks;
using Tauro.Events;

namespace Tauro.Registry.Api.Webhooks;

/// <summary>
/// Delivers events to one webhook, one after another, from the place in the event log that is kept with it. A crash
/// between a delivery and the keeping of its place delivers it again, under the same id; none is left out.
/// </summary>
internal sealed class WebhookFollower(
    Webhook webhook,
    WebhookOptions options,
    IWebhookStore webhooks,
    IEventLog events,
    WebhookPayloads payloads,
    WebhookSender sender,
    TimeProvider time,
    ILogger<WebhookFollower> log)
    : EventFollower(options.Following(webhook.WebhookId), new LocalEventSource(events), events, time, log)
{
    // Read anew: another follower may have delivered to this webhook, as it was before a change, since it was listed.
    protected override async ValueTask<EventCursor> Start(CancellationToken cancel) =>
        new((await webhooks.Get(webhook.WebhookId, cancel)).Value.Position);

    protected override ValueTask Keep(EventCursor cursor, CancellationToken cancel) =>
        webhooks.Advance(webhook.WebhookId, cursor.Sequence, cancel);

    protected override async IAsyncEnumerable<long> Handle(
        IReadOnlyList<EventRecord> events, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var record in events)
        {
            // What is of no interest is not worth a write each time: to look at some of it again costs less.
            if (await Deliver(record, cancel)) await Keep(new EventCursor(record.Sequence), cancel);
            yield return record.Sequence;
        }
    }

    /// <summary>Whether there was something to deliver.</summary>
    private async Task<bool> Deliver(EventRecord record, CancellationToken stop)
    {
        var happened = EventCatalog.Read(record);
        if (WebhookPayloads.EventOf(happened) is not { } name || !webhook.Events.Contains(name)) return false;
        var data = await payloads.DataOf(happened!, stop);
        var reply = await sender.Deliver(webhook, new WebhookMessage(name, data, record.Time, record.Id), stop);
        if (reply.IsSuccess) log.WebhookDelivered(webhook.WebhookId, name, record.Id);
        else log.WebhookGivenUp(webhook.WebhookId, name, record.Id, reply.Summary);
        return true;
    }
}
