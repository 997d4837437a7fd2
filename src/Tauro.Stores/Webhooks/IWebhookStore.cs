using Tauro.Contracts.Ids;
using Tauro.Stores.Events;
using Tauro.Stores.Runs;

namespace Tauro.Stores.Webhooks;

/// <summary>
/// Stores webhooks and their positions in the event log. The rules on durability, refusals and exceptions are those of
/// <see cref="IRunStore"/>.
/// </summary>
public interface IWebhookStore
{
    /// <summary>Creates a webhook at the current end of the event log. Refused above the limit.</summary>
    ValueTask<StoreOutcome<Webhook>> Create(NewWebhook webhook, CancellationToken cancel = default);

    ValueTask<StoreOutcome<Webhook>> Get(WebhookId webhookId, CancellationToken cancel = default);

    /// <summary>Lists all webhooks, newest first; there are few.</summary>
    ValueTask<IReadOnlyList<Webhook>> All(CancellationToken cancel = default);

    /// <summary>Updates a webhook; one that becomes active again starts at the current end of the event log.</summary>
    ValueTask<StoreOutcome<Webhook>> Update(
        WebhookId webhookId, WebhookChange change, CancellationToken cancel = default);

    ValueTask<StoreOutcome<Webhook>> Delete(WebhookId webhookId, CancellationToken cancel = default);

    /// <summary>
    /// Stores a webhook's position; it never moves back, and a deleted webhook is ignored. The claim is that of the
    /// webhook's follower in the registry's <see cref="IEventLog"/>.
    /// </summary>
    /// <returns>False if the claim was released or the store has issued a newer one: nothing was stored.</returns>
    ValueTask<bool> Advance(
        FollowerClaim claim, WebhookId webhookId, long sequence, CancellationToken cancel = default);
}
