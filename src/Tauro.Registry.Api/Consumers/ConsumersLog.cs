namespace Tauro.Registry.Api.Consumers;

internal static partial class ConsumersLog
{
    [LoggerMessage(4901, LogLevel.Warning, "The status of source run {RunId} was not recorded: {Code}: {Reason}")]
    public static partial void SourceRunNotRecorded(this ILogger log, string runId, string code, string reason);
}
