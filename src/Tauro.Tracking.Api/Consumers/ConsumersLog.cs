namespace Tauro.Tracking.Api.Consumers;

internal static partial class ConsumersLog
{
    [LoggerMessage(3901, LogLevel.Warning, "{Event} of {Subject} does not change a run: {Code}: {Reason}")]
    public static partial void ModelVersionNotLinked(
        this ILogger log, string @event, string subject, string code, string reason);
}
