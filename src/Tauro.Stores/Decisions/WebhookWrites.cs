using Tauro.Contracts;
using Tauro.Contracts.Events;
using Tauro.Contracts.Ids;
using Tauro.Stores.Events;
using Tauro.Stores.Webhooks;

namespace Tauro.Stores.Decisions;

/// <summary>Decides writes to webhooks.</summary>
public static class WebhookWrites
{
    /// <param name="webhook">The webhook to create.</param>
    /// <param name="count">The number of webhooks.</param>
    /// <param name="id">A new id.</param>
    /// <param name="lastSequence">The sequence of the last event of the log.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static StoreOutcome<Decision<WebhookFact, Webhook>> Create(
        NewWebhook webhook, int count, WebhookId id, long lastSequence, long now, WorkspaceName workspace = default)
    {
        if (count >= Limits.WebhooksMax)
            return StoreProblem.Invalid(
                ProblemCodes.LimitExceeded, $"There are {Limits.WebhooksMax} webhooks, the limit. Delete one first.");
        return Put(new Webhook
        {
            WebhookId = id,
            Workspace = workspace,
            Name = webhook.Name,
            Url = webhook.Url,
            Events = webhook.Events,
            Description = webhook.Description,
            Secret = webhook.Secret,
            IsActive = webhook.IsActive,
            Position = lastSequence,
            CreationTime = now,
            LastUpdateTime = now,
        }, created => new WebhookCreated(created.WebhookId, created.Name));
    }

    /// <param name="webhook">The webhook; null when there is none.</param>
    /// <param name="webhookId">Its id.</param>
    /// <param name="change">The change.</param>
    /// <param name="lastSequence">The sequence of the last event of the log.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static StoreOutcome<Decision<WebhookFact, Webhook>> Update(
        Webhook? webhook, WebhookId webhookId, WebhookChange change, long lastSequence, long now)
    {
        if (webhook is null) return new WebhookMissing(webhookId);
        var isActive = change.IsActive ?? webhook.IsActive;
        return Put(webhook with
        {
            Name = change.Name ?? webhook.Name,
            Url = change.Url ?? webhook.Url,
            Events = change.Events ?? webhook.Events,
            Description = change.Description ?? webhook.Description,
            Secret = change.Secret ?? webhook.Secret,
            IsActive = isActive,
            Revision = webhook.Revision + 1,
            // Events from the time when it was inactive are not sent later.
            Position = isActive && !webhook.IsActive ? lastSequence : webhook.Position,
            LastUpdateTime = now,
        }, updated => new WebhookUpdated(updated.WebhookId, updated.Name, updated.IsActive));
    }

    public static StoreOutcome<Decision<WebhookFact, Webhook>> Delete(Webhook? webhook, WebhookId webhookId) =>
        webhook is null
            ? new WebhookMissing(webhookId)
            : new Decision<WebhookFact, Webhook>(
                [new WebhookFact.RemoveWebhook(webhookId)], [new WebhookDeleted(webhookId, webhook.Name)], webhook);

    /// <summary>
    /// Moves the position of a webhook forward, never back; a deleted webhook is ignored. Returns false when the claim
    /// is no longer current.
    /// </summary>
    /// <param name="claim">The claim of the caller.</param>
    /// <param name="last">The last claim of the webhook's follower.</param>
    /// <param name="webhook">The webhook; null when it was deleted.</param>
    /// <param name="sequence">The new position.</param>
    public static Decision<WebhookFact, bool> Advance(
        FollowerClaim claim, FollowerClaim? last, Webhook? webhook, long sequence)
    {
        if (!ClaimWrites.IsCurrent(last, claim)) return Decision<WebhookFact, bool>.Unchanged(false);
        return webhook is null || webhook.Position >= sequence
            ? Decision<WebhookFact, bool>.Unchanged(true)
            : Decision<WebhookFact, bool>.From(
                new WebhookFact.PutWebhook(webhook with { Position = sequence }), true);
    }

    private static Decision<WebhookFact, Webhook> Put(Webhook webhook, Func<Webhook, LifecycleEvent> report) =>
        new([new WebhookFact.PutWebhook(webhook)], [report(webhook)], webhook);
}
