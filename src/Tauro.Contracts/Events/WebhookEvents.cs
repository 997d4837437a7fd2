using Tauro.Contracts.Ids;

namespace Tauro.Contracts.Events;

/// <summary>A webhook was created.</summary>
public sealed record WebhookCreated(WebhookId WebhookId, string Name) : LifecycleEvent($"webhooks/{WebhookId}");

/// <summary>A webhook was changed.</summary>
/// <param name="Name">The current name.</param>
/// <param name="IsActive">Whether events are sent to it.</param>
public sealed record WebhookUpdated(WebhookId WebhookId, string Name, bool IsActive)
    : LifecycleEvent($"webhooks/{WebhookId}");

/// <summary>A webhook was deleted.</summary>
public sealed record WebhookDeleted(WebhookId WebhookId, string Name) : LifecycleEvent($"webhooks/{WebhookId}");
