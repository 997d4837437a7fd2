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
}
