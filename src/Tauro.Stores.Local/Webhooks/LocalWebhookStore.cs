using Tauro.Contracts.Ids;
using Tauro.Stores.Access;
using Tauro.Stores.Decisions;
using Tauro.Stores.Events;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.Registry;
using Tauro.Stores.Local.Secrets;
using Tauro.Stores.Local.State;
using Tauro.Stores.Webhooks;

namespace Tauro.Stores.Local.Webhooks;

/// <summary>Webhooks in the registry's own folder.</summary>
internal sealed class LocalWebhookStore(
    LocalEngine<RegistryState> engine, SecretKeys keys, Entropy entropy) : IWebhookStore
{
    private readonly FactCommits<RegistryState, WebhookFact> facts = new(engine, Write);

    public async ValueTask<StoreOutcome<Webhook>> Create(NewWebhook webhook, CancellationToken cancel = default)
    {
        var (id, workspace) = (new WebhookId(entropy.NextUuid()), CurrentWorkspace.Value);
        var encrypted = webhook with { Secret = Encrypt(webhook.Secret) };
        var created = await facts.Commit((state, now) => WebhookWrites.Create(
            encrypted, state.Webhooks.Count, id, state.Events.LastApplied, now, workspace), cancel)
            .ConfigureAwait(false);
        return created.Select(Decrypt);
    }

    public async ValueTask<StoreOutcome<Webhook>> Get(WebhookId webhookId, CancellationToken cancel = default) =>
        await engine.Read(state => state.Webhooks.Find(webhookId)).ConfigureAwait(false) is { } webhook
            ? Decrypt(webhook)
            : new WebhookMissing(webhookId);

    public async ValueTask<IReadOnlyList<Webhook>> All(CancellationToken cancel = default)
    {
        var all = await engine.Read(state => state.Webhooks.All.ToList()).ConfigureAwait(false);
        return
        [
            .. all.OrderByDescending(webhook => webhook.CreationTime)
                .ThenBy(webhook => webhook.WebhookId, StringComparer.Ordinal).Select(Decrypt),
        ];
    }

    public async ValueTask<StoreOutcome<Webhook>> Update(
        WebhookId webhookId, WebhookChange change, CancellationToken cancel = default)
    {
        var encrypted = change with { Secret = Encrypt(change.Secret) };
        var updated = await facts.Commit((state, now) => WebhookWrites.Update(
            state.Webhooks.Find(webhookId), webhookId, encrypted, state.Events.LastApplied, now), cancel)
            .ConfigureAwait(false);
        return updated.Select(Decrypt);
    }

    public async ValueTask<StoreOutcome<Webhook>> Delete(WebhookId webhookId, CancellationToken cancel = default) =>
        (await facts.Commit((state, _) => WebhookWrites.Delete(state.Webhooks.Find(webhookId), webhookId), cancel)
            .ConfigureAwait(false)).Select(Decrypt);

    public async ValueTask<bool> Advance(
        FollowerClaim claim, WebhookId webhookId, long sequence, CancellationToken cancel = default) =>
        (await facts.Commit<bool>(
            (state, _) => WebhookWrites.Advance(
                claim, engine.Claims.Find(claim.Follower), state.Webhooks.Find(webhookId), sequence),
            cancel).ConfigureAwait(false)).Value;

    private string? Encrypt(string? secret) => secret is null ? null : keys.Encrypt(secret);

    /// <summary>
    /// Decrypts the secret. A webhook whose secret can't be decrypted is inactive until it gets another one, because
    /// its receiver would refuse, or wrongly accept, what is not signed.
    /// </summary>
    private Webhook Decrypt(Webhook webhook)
    {
        if (webhook.Secret is null) return webhook;
        if (keys.Decrypt(webhook.Secret) is { } secret) return webhook with { Secret = secret };
        StoreLog.SecretLost(engine.Log, webhook.WebhookId);
        return webhook with { Secret = null, IsActive = false };
    }

    internal static void Write(RegistryState state, Change change, WebhookFact fact)
    {
        switch (fact)
        {
            case WebhookFact.PutWebhook put: change.Put(state.Webhooks, put.Webhook); break;
            case WebhookFact.RemoveWebhook remove: change.Remove(state.Webhooks, remove.WebhookId); break;
            default: throw new InvalidOperationException($"Not a fact: {fact.GetType().Name}.");
        }
    }
}
