using Tauro.Contracts.Runs;
using Tauro.Mlflow;
using Tauro.Tracking.Api.Mlflow.Wire;
using Tauro.Tracking.Api.Runs;

namespace Tauro.Tracking.Api.Mlflow.Runs;

internal static class LogMetric
{
    public static async Task<MlflowResult> Handle(LoggedMetric logged, RunLog log, CancellationToken cancel)
    {
        LoggedPoints.Check(logged.Point, "name", "timestamp");
        var batch = new RunBatch([logged.Point]);
        if (logged.ModelMetric is { } measured) batch = batch with { ModelMetrics = [measured] };
        (await log.Log(logged.RunId, batch, cancel)).OrThrow(logged.RunId);
        return MlflowResult.Empty;
    }
}
