namespace Tauro.Tracking.Api.Consumers;

internal static partial class ConsumersLog
{
    [LoggerMessage(3901, LogLevel.Warning, "The event {Event} of {Subject} changed no run: {Code}: {Reason}")]
    public static partial void ModelVersionNotLinked(
        this ILogger log, string @event, string subject, string code, string reason);
}
