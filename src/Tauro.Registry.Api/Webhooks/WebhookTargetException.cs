namespace Tauro.Registry.Api.Webhooks;

/// <summary>A host resolves to an address that must not be connected to.</summary>
internal sealed class WebhookTargetException(string message) : IOException(message);
