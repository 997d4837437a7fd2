using System.Runtime.CompilerServices;
using Tauro.Contracts.Events;
using Tauro.Registry.Api.Telemetry;
using Tauro.Stores.Access;
using Tauro.Stores.Events;
using Tauro.Stores.Webhooks;
using Tauro.Events;

namespace Tauro.Registry.Api.Webhooks;

/// <summary>
/// Delivers events to one webhook, one after another, from the position in the event log that is stored with it. After
/// a crash between a delivery and saving its position, the event is delivered again with the same id; none is skipped.
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
    : EventFollower(options.ToSettings(webhook.WebhookId), new LocalEventSource(events), events, time, log)
{
    private long? delivered;

    // Read again: since the webhook was listed, its follower from before a change may have delivered events.
    protected override async ValueTask<EventCursor> GetStart(CancellationToken cancel) =>
        new((await webhooks.Get(webhook.WebhookId, cancel)).Value.Position);

    protected override ValueTask<bool> SaveCursor(EventCursor cursor, CancellationToken cancel) =>
        webhooks.Advance(Claim, webhook.WebhookId, cursor.Sequence, cancel);

    protected override async IAsyncEnumerable<long> Handle(
        IReadOnlyList<EventRecord> events, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var record in events)
        {
            // For events that are not delivered, the position is not saved each time: rereading them costs less. An
            // event whose position could not be saved is read again, and only saved.
            if (record.Sequence == delivered || await Deliver(record, cancel))
            {
                delivered = record.Sequence;
                await SaveCursorNow(new EventCursor(record.Sequence), cancel);
            }

            yield return record.Sequence;
        }
    }

    /// <summary>Delivers an event; false if the webhook does not want it.</summary>
    private async Task<bool> Deliver(EventRecord record, CancellationToken stop)
    {
        var lifecycleEvent = Read(record);
        if (record.Workspace != webhook.Workspace
            || WebhookPayloads.GetEventName(lifecycleEvent) is not { } name || !webhook.Events.Contains(name))
            return false;
        CurrentWorkspace.Set(record.Workspace);
        var data = await payloads.CreateData(lifecycleEvent!, stop);
        var reply = await sender.Deliver(webhook, new WebhookMessage(name, data, record.Time, record.Id), stop);
        if (reply.IsSuccess) log.WebhookDelivered(webhook.WebhookId, name, record.Id);
        else log.WebhookGivenUp(webhook.WebhookId, name, record.Id, reply.Summary);
        return true;
    }
}
