using Tauro.Contracts.Ids;
using Tauro.Stores.Access;
using Tauro.Stores.Decisions;
using Tauro.Stores.Events;
using Tauro.Stores.Webhooks;

namespace Tauro.Stores.Guards;

/// <summary>
/// Limits webhooks to the workspace of the request; those of others are reported as missing. Who may call the
/// operations at all is for the endpoints to say.
/// </summary>
/// <param name="store">The store.</param>
public sealed class GuardedWebhookStore(IWebhookStore store) : IWebhookStore
{
    public ValueTask<StoreOutcome<Webhook>> Create(NewWebhook webhook, CancellationToken cancel = default) =>
        store.Create(webhook, cancel);

    public async ValueTask<StoreOutcome<Webhook>> Get(WebhookId webhookId, CancellationToken cancel = default)
    {
        var found = await store.Get(webhookId, cancel).ConfigureAwait(false);
        return found.IsOk && !Shows(found.Value) ? new WebhookMissing(webhookId) : found;
    }

    public async ValueTask<IReadOnlyList<Webhook>> All(CancellationToken cancel = default) =>
        [.. (await store.All(cancel).ConfigureAwait(false)).Where(Shows)];

    public async ValueTask<StoreOutcome<Webhook>> Update(
        WebhookId webhookId, WebhookChange change, CancellationToken cancel = default) =>
        (await Get(webhookId, cancel).ConfigureAwait(false)).Problem is { } missing
            ? missing
            : await store.Update(webhookId, change, cancel).ConfigureAwait(false);

    public async ValueTask<StoreOutcome<Webhook>> Delete(WebhookId webhookId, CancellationToken cancel = default) =>
        (await Get(webhookId, cancel).ConfigureAwait(false)).Problem is { } missing
            ? missing
            : await store.Delete(webhookId, cancel).ConfigureAwait(false);

    public ValueTask<bool> Advance(
        FollowerClaim claim, WebhookId webhookId, long sequence, CancellationToken cancel = default) =>
        store.Advance(claim, webhookId, sequence, cancel);

    private static bool Shows(Webhook webhook) =>
        AccessDecision.IsIn(CurrentPrincipal.Value?.Workspace, webhook.Workspace);
}
