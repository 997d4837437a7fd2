using Tauro.Contracts.Ids;
using Tauro.Stores.Decisions;
using Tauro.Stores.Events;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.Registry;
using Tauro.Stores.Local.State;
using Tauro.Stores.Webhooks;

namespace Tauro.Stores.Local.Webhooks;

/// <summary>Webhooks in the registry's own folder.</summary>
internal sealed class LocalWebhookStore(LocalEngine<RegistryState> engine, Entropy entropy) : IWebhookStore
{
    public ValueTask<StoreOutcome<Webhook>> Create(NewWebhook webhook, CancellationToken cancel = default)
    {
        var id = new WebhookId(entropy.NextUuid());
        return Commit((state, now) => WebhookWrites.Create(
            webhook, state.Webhooks.Count, id, state.Events.LastApplied, now), cancel);
    }

    public ValueTask<StoreOutcome<Webhook>> Get(WebhookId webhookId, CancellationToken cancel = default) =>
        engine.Read<StoreOutcome<Webhook>>(state =>
            state.Webhooks.Find(webhookId) is { } webhook ? webhook : new WebhookMissing(webhookId));

    public ValueTask<IReadOnlyList<Webhook>> All(CancellationToken cancel = default) =>
        engine.Read<IReadOnlyList<Webhook>>(state =>
        [
            .. state.Webhooks.All.OrderByDescending(webhook => webhook.CreationTime)
                .ThenBy(webhook => webhook.WebhookId, StringComparer.Ordinal),
        ]);

    public ValueTask<StoreOutcome<Webhook>> Update(
        WebhookId webhookId, WebhookChange change, CancellationToken cancel = default) =>
        Commit((state, now) => WebhookWrites.Update(
            state.Webhooks.Find(webhookId), webhookId, change, state.Events.LastApplied, now), cancel);

    public ValueTask<StoreOutcome<Webhook>> Delete(WebhookId webhookId, CancellationToken cancel = default) =>
        Commit((state, _) => WebhookWrites.Delete(state.Webhooks.Find(webhookId), webhookId), cancel);

    public async ValueTask<bool> Advance(
        FollowerClaim claim, WebhookId webhookId, long sequence, CancellationToken cancel = default) =>
        (await Commit<bool>(
            (state, _) => WebhookWrites.Advance(
                claim, engine.Claims.Find(claim.Follower), state.Webhooks.Find(webhookId), sequence),
            cancel).ConfigureAwait(false)).Value;

    private ValueTask<StoreOutcome<T>> Commit<T>(
        Func<RegistryState, long, StoreOutcome<Decision<WebhookFact, T>>> decide, CancellationToken cancel) =>
        engine.Commit(decide, Write, cancel);

    private static void Write(RegistryState state, Change change, WebhookFact fact)
    {
        switch (fact)
        {
            case WebhookFact.PutWebhook put: change.Put(state.Webhooks, put.Webhook); break;
            case WebhookFact.RemoveWebhook remove: change.Remove(state.Webhooks, remove.WebhookId); break;
            default: throw new InvalidOperationException($"Not a fact: {fact.GetType().Name}.");
        }
    }
}
