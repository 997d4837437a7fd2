using Tauro.Contracts;
using Tauro.Contracts.Runs;

namespace Tauro.Tracking.Api.Telemetry;

internal static partial class TrackingLog
{
    [LoggerMessage(3000, LogLevel.Information, "Run {RunId} started in experiment {ExperimentId}.")]
    public static partial void RunStarted(this ILogger logger, string runId, string experimentId);

    [LoggerMessage(3001, LogLevel.Information, "Run {RunId} ended: {Status}.")]
    public static partial void RunEnded(this ILogger logger, string runId, RunStatus status);

    [LoggerMessage(3002, LogLevel.Information, "Artifact {Path} of run {RunId} stored: {SizeBytes} bytes.")]
    public static partial void ArtifactStored(this ILogger logger, string runId, string path, long? sizeBytes);

    [LoggerMessage(3003, LogLevel.Information, "Artifact {Path} of run {RunId} deleted.")]
    public static partial void ArtifactDeleted(this ILogger logger, string runId, string path);

    [LoggerMessage(3004, LogLevel.Warning,
        "Run {RunId} is stale: nothing was logged since {LastWrite}. It was ended as FAILED.")]
    public static partial void RunStale(this ILogger logger, string runId, DateTimeOffset lastWrite);

    [LoggerMessage(3006, LogLevel.Warning, "The limit {Limit} of {Max} is reached: further ones {Action}.")]
    public static partial void LimitReached(this ILogger logger, string limit, int max, LimitAction action);

    [LoggerMessage(3005, LogLevel.Warning, "Stale runs could not be ended; trying again in {Interval}.")]
    public static partial void StaleRunsFailed(this ILogger logger, Exception exception, TimeSpan interval);

    [LoggerMessage(3007, LogLevel.Warning,
        "The metric rules on silence could not be checked; trying again in {Interval}.")]
    public static partial void SilentRunsFailed(this ILogger logger, Exception exception, TimeSpan interval);
}
