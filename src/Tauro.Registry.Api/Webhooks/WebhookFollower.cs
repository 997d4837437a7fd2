using Tauro.Contracts;
using Tauro.Contracts.Events;
using Tauro.Stores.Events;
using Tauro.Stores.Webhooks;

namespace Tauro.Registry.Api.Webhooks;

/// <summary>
/// Tells one webhook of events, one after another, from the place in the event log that is kept with it. A crash
/// between a delivery and the keeping of its place delivers it again, under the same id; none is left out.
/// </summary>
internal sealed class WebhookFollower(
    IWebhookStore webhooks,
    IEventLog events,
    WebhookPayloads payloads,
    WebhookSender sender,
    ILogger<WebhookFollower> log)
{
    private const int EventsPerRead = 500;

    public async Task Follow(Webhook webhook, CancellationToken stop)
    {
        var position = webhook.Position;
        while (true)
        {
            var read = await events.Read(position, EventsPerRead, stop);
            if (read.Problem is { Code: ProblemCodes.EventsExpired })
            {
                position = await events.LastSequence(stop);
                log.FollowerExpired(webhook.ToString(), position);
                continue;
            }

            foreach (var record in read.Value)
            {
                if (await Tell(webhook, record, stop))
                    await webhooks.Advance(webhook.WebhookId, record.Sequence, stop);
                position = record.Sequence;
            }

            // What is of no interest is not worth a write each time: to look at some of it again costs less.
            if (read.Value.Count == EventsPerRead) await webhooks.Advance(webhook.WebhookId, position, stop);
            if (read.Value.Count == 0) await events.WaitForNewer(position, stop);
        }
    }

    /// <summary>Whether there was something to tell.</summary>
    private async Task<bool> Tell(Webhook webhook, EventRecord record, CancellationToken stop)
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
