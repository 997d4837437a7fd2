using Tauro.Contracts;

namespace Tauro.Registry.Api.Telemetry;

internal static partial class RegistryLog
{
    [LoggerMessage(4001, LogLevel.Information, "Version {Version} of {Name} is ready: {Files} files from {Source}")]
    public static partial void VersionSourced(this ILogger log, string name, int version, int files, string? source);

    [LoggerMessage(4002, LogLevel.Warning, "Version {Version} of {Name} failed: {Reason}")]
    public static partial void VersionFailed(this ILogger log, string name, int version, string reason);

    [LoggerMessage(4003, LogLevel.Warning,
        "Version {Version} of {Name} is still waiting for {Source}; attempt {Attempt} failed: {Reason}. "
        + "Next attempt in {Pause}")]
    public static partial void VersionWaits(
        this ILogger log, string name, int version, string? source, int attempt, string reason, TimeSpan pause);

    [LoggerMessage(4007, LogLevel.Debug, "Webhook {WebhookId} accepted {Event}, {EventId}")]
    public static partial void WebhookDelivered(this ILogger log, string webhookId, string @event, string eventId);

    [LoggerMessage(4008, LogLevel.Warning, "Webhook {WebhookId} did not accept {Event}, {EventId}: {Reason}")]
    public static partial void WebhookGivenUp(
        this ILogger log, string webhookId, string @event, string eventId, string reason);

    [LoggerMessage(4009, LogLevel.Error, "Webhook delivery failed and restarts in {Pause}")]
    public static partial void WebhooksFailed(this ILogger log, Exception error, TimeSpan pause);

    [LoggerMessage(4006, LogLevel.Information, "Deleted {Files} files of {Path}, whose version was deleted")]
    public static partial void FilesSwept(this ILogger log, int files, string path);

    [LoggerMessage(4011, LogLevel.Warning,
        "The limit {Limit} of {Max} is reached by {Resource}: further ones {Action}.")]
    public static partial void LimitReached(
        this ILogger log, string limit, int max, string resource, LimitAction action);

    [LoggerMessage(4010, LogLevel.Warning, "Requests for approval were not expired. Next attempt in {Pause}")]
    public static partial void ExpiryFailed(this ILogger log, Exception error, TimeSpan pause);
}
