using Tauro.Contracts.Runs;
using Tauro.Mlflow;
using Tauro.Stores.Runs;
using Tauro.Tracking.Api.Mlflow.Wire;
using Tauro.Tracking.Api.Telemetry;

namespace Tauro.Tracking.Api.Mlflow.Runs;

internal static class LogMetric
{
    public static async Task<MlflowAnswer> Handle(
        LoggedMetric logged, IRunStore store, TrackingMetrics metrics, CancellationToken cancel)
    {
        LoggedPoints.Check(logged.Point, "name", "timestamp");
        var batch = new RunBatch([logged.Point]);
        if (logged.OfModel is { } measured) batch = batch with { ModelMetrics = [measured] };
        (await store.Log(logged.RunId, batch, cancel)).OrThrow(logged.RunId);
        metrics.PointsLogged(1);
        return MlflowAnswer.Empty;
    }
}
