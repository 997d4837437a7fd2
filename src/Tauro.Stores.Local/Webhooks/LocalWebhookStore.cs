using Tauro.Contracts;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.Registry;
using Tauro.Stores.Webhooks;

namespace Tauro.Stores.Local.Webhooks;

/// <summary>Webhooks in the registry's own folder.</summary>
internal sealed class LocalWebhookStore(LocalEngine<RegistryState> engine, Entropy entropy) : IWebhookStore
{
    public ValueTask<StoreOutcome<Webhook>> Create(NewWebhook webhook, CancellationToken cancel = default)
    {
        var id = Guid.ParseExact(entropy.NextId(), "N").ToString();
        return engine.Commit<Webhook>((state, change) =>
        {
            if (state.Webhooks.Count >= Limits.WebhooksMax)
                return StoreProblem.Invalid(
                    ProblemCodes.LimitExceeded,
                    $"There are {Limits.WebhooksMax} webhooks, the limit. Delete one first.");
            var created = new Webhook
            {
                WebhookId = id,
                Name = webhook.Name,
                Url = webhook.Url,
                Events = webhook.Events,
                Description = webhook.Description,
                Secret = webhook.Secret,
                IsActive = webhook.IsActive,
                Position = state.Events.LastApplied,
                CreationTime = change.Now,
                LastUpdateTime = change.Now,
            };
            change.Put(state.Webhooks, created);
            return created;
        }, cancel);
    }

    public async ValueTask<StoreOutcome<Webhook>> Get(string webhookId, CancellationToken cancel = default)
    {
        var state = engine.State;
        var found = Find(state, webhookId);
        await engine.Barrier(state).ConfigureAwait(false);
        return found;
    }

    public async ValueTask<IReadOnlyList<Webhook>> All(CancellationToken cancel = default)
    {
        var state = engine.State;
        var all = state.Webhooks.All.OrderByDescending(webhook => webhook.CreationTime)
            .ThenBy(webhook => webhook.WebhookId, StringComparer.Ordinal).ToList();
        await engine.Barrier(state).ConfigureAwait(false);
        return all;
    }

    public ValueTask<StoreOutcome<Webhook>> Update(
        string webhookId, WebhookChange change, CancellationToken cancel = default) =>
        engine.Commit<Webhook>((state, commit) =>
        {
            var found = Find(state, webhookId);
            if (!found.IsOk) return found.Problem;
            var before = found.Value;
            var after = before with
            {
                Name = change.Name ?? before.Name,
                Url = change.Url ?? before.Url,
                Events = change.Events ?? before.Events,
                Description = change.Description ?? before.Description,
                Secret = change.Secret ?? before.Secret,
                IsActive = change.IsActive ?? before.IsActive,
                Revision = before.Revision + 1,
                LastUpdateTime = commit.Now,
            };
            // What happened while it was off is not told afterwards.
            if (after.IsActive && !before.IsActive) after = after with { Position = state.Events.LastApplied };
            commit.Put(state.Webhooks, after);
            return after;
        }, cancel);

    public ValueTask<StoreOutcome<Webhook>> Delete(string webhookId, CancellationToken cancel = default) =>
        engine.Commit<Webhook>((state, change) =>
        {
            var found = Find(state, webhookId);
            if (found.IsOk) change.Remove(state.Webhooks, webhookId);
            return found;
        }, cancel);

    public async ValueTask Advance(string webhookId, long sequence, CancellationToken cancel = default) =>
        await engine.Commit<Done>((state, change) =>
        {
            if (state.Webhooks.Find(webhookId) is { } webhook && webhook.Position < sequence)
                change.Put(state.Webhooks, webhook with { Position = sequence });
            return default(Done);
        }, cancel).ConfigureAwait(false);

    private static StoreOutcome<Webhook> Find(RegistryState state, string webhookId) =>
        state.Webhooks.Find(webhookId) is { } webhook
            ? webhook
            : StoreProblem.NotFound(ProblemCodes.WebhookNotFound, $"Webhook with ID {webhookId} not found.");
}
