using Microsoft.Extensions.Logging;
using Tauro.Contracts.Health;

namespace Tauro.ServiceDefaults.Telemetry;

internal static partial class ServiceDefaultsLog
{
    [LoggerMessage(1000, LogLevel.Error, "{Method} {Path} failed.")]
    public static partial void RequestFailed(this ILogger logger, Exception exception, string method, string path);

    [LoggerMessage(1001, LogLevel.Warning, "{Method} {Path} was refused with {Code}: {Reason}")]
    public static partial void RequestRefused(
        this ILogger logger, string method, string path, string code, string reason);

    [LoggerMessage(1002, LogLevel.Information, "Draining: no longer ready, requests in flight have {Limit} to end.")]
    public static partial void Draining(this ILogger logger, TimeSpan limit);

    [LoggerMessage(1003, LogLevel.Warning, "{Method} {Path} failed after the response had started.")]
    public static partial void ResponseAborted(this ILogger logger, Exception exception, string method, string path);

    [LoggerMessage(1004, LogLevel.Critical, "Stored data is damaged: {Reason}")]
    public static partial void DataDamaged(this ILogger logger, Exception exception, string reason);

    [LoggerMessage(1005, LogLevel.Warning, "The health check {Check} was {From} and is {To}: {Reason}")]
    public static partial void HealthChanged(
        this ILogger logger, string check, HealthState from, HealthState to, string? reason);

    [LoggerMessage(1006, LogLevel.Information, "The health check {Check} was {From} and is healthy again.")]
    public static partial void HealthRestored(this ILogger logger, string check, HealthState from);

    [LoggerMessage(1007, LogLevel.Warning, "The circuit to {Dependency} opened; requests are refused: {Reason}")]
    public static partial void CircuitOpened(this ILogger logger, string dependency, string? reason);

    [LoggerMessage(1008, LogLevel.Information, "The circuit to {Dependency} closed; requests are sent again.")]
    public static partial void CircuitClosed(this ILogger logger, string dependency);

    [LoggerMessage(1010, LogLevel.Warning, "The event {Type} about {Subject} could not be stored; it is lost.")]
    public static partial void ServiceEventLost(this ILogger logger, Exception error, string type, string subject);

    [LoggerMessage(1009, LogLevel.Warning, "A retention job failed. Next attempt in {Pause}")]
    public static partial void RetentionFailed(this ILogger logger, Exception error, TimeSpan pause);
}
