namespace Tauro.Registry.Api.Webhooks;

/// <summary>A host or port must not be connected to.</summary>
internal sealed class WebhookTargetException(string message) : IOException(message);
