namespace Tauro.Web.Api;

/// <summary>A webhook to create by MLflow's API.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Url">Where events are sent.</param>
/// <param name="Events">Which ones.</param>
/// <param name="Description">For people.</param>
/// <param name="Secret">Signs the messages; it is never returned.</param>
public sealed record NewWebhook(
    string Name, string Url, IReadOnlyList<WebhookEvent> Events, string? Description = null, string? Secret = null);
