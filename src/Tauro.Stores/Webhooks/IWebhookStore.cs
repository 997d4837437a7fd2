using Tauro.Stores.Runs;

namespace Tauro.Stores.Webhooks;

/// <summary>
/// Webhooks and their places in the registry's event log. The rules on durability, refusals and exceptions are those of
/// <see cref="IRunStore"/>.
/// </summary>
public interface IWebhookStore
{
    /// <summary>It begins at the present end of the event log. More than the limit are refused.</summary>
    ValueTask<StoreOutcome<Webhook>> Create(NewWebhook webhook, CancellationToken cancel = default);

    ValueTask<StoreOutcome<Webhook>> Get(string webhookId, CancellationToken cancel = default);

    /// <summary>The newest first; they are few.</summary>
    ValueTask<IReadOnlyList<Webhook>> All(CancellationToken cancel = default);

    /// <summary>One that becomes active again begins at the present end of the event log.</summary>
    ValueTask<StoreOutcome<Webhook>> Update(
        string webhookId, WebhookChange change, CancellationToken cancel = default);

    ValueTask<StoreOutcome<Webhook>> Delete(string webhookId, CancellationToken cancel = default);

    /// <summary>Keeps how far it has been told; never goes back, and does nothing for one that is gone.</summary>
    ValueTask Advance(string webhookId, long sequence, CancellationToken cancel = default);
}
