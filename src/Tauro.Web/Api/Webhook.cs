namespace Tauro.Web.Api;

/// <summary>A webhook, as MLflow's API returns it.</summary>
/// <param name="WebhookId">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Url">Where events are sent.</param>
/// <param name="Events">Which ones.</param>
/// <param name="Status"><c>ACTIVE</c> or <c>DISABLED</c>.</param>
/// <param name="Description">For people.</param>
/// <param name="CreationTimestamp">Unix milliseconds.</param>
public sealed record Webhook(
    string WebhookId,
    string Name,
    string Url,
    IReadOnlyList<WebhookEvent> Events,
    string? Status = null,
    string? Description = null,
    long CreationTimestamp = 0);

/// <summary>An event of a webhook: <c>MODEL_VERSION</c>, <c>CREATED</c>.</summary>
public sealed record WebhookEvent(string Entity, string Action);

/// <summary>A page of webhooks.</summary>
public sealed record WebhookPage(IReadOnlyList<Webhook>? Webhooks = null, string? NextPageToken = null);
