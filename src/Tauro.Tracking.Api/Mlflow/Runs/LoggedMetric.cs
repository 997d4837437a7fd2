using Tauro.Contracts.Ids;
using Tauro.Contracts.LoggedModels;
using Tauro.Contracts.Runs;
using Tauro.Mlflow;
using Tauro.ServiceDefaults.Bodies;

namespace Tauro.Tracking.Api.Mlflow.Runs;

/// <summary>The body of <c>log-metric</c>, by far the most frequent request of a training loop.</summary>
internal sealed record LoggedMetric(RunId RunId, MetricPoint Point, LoggedModelMetric? ModelMetric)
{
    public static async ValueTask<LoggedMetric> BindAsync(HttpContext context)
    {
        MlflowRequest.CheckContentType(context.Request);
        return await CompleteBody.Read(
            context, static body => LoggedMetricReader.TryRead(body) ?? Read(new MlflowMessage(MlflowJson.Read(body))));
    }

    // The slow path: reads any form that MLflow accepts, and fails in the order of MLflow's checks.
    private static LoggedMetric Read(MlflowMessage message)
    {
        // An empty run_id is refused even with a run_uuid.
        var runId = message.Has("run_id") ? message.RequiredId<RunId>("run_id") : message.Id<RunId>("run_uuid");
        if (runId is not { } run) throw MlflowMessage.MissingValue("run_id");
        var key = message.RequiredString("key");
        var value = message.RequiredNumber("value");
        var timestamp = message.RequiredInteger("timestamp");
        var point = new MetricPoint(key, value, timestamp, message.Integer("step") ?? 0);
        return new LoggedMetric(run, point, LoggedBatchMessage.ReadModelMetric(message, point));
    }
}
