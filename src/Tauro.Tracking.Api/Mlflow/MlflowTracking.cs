using Tauro.Mlflow;
using Tauro.Tracking.Api.Mlflow.Artifacts;
using Tauro.Tracking.Api.Mlflow.Experiments;
using Tauro.Tracking.Api.Mlflow.Metrics;
using Tauro.Tracking.Api.Mlflow.Runs;

namespace Tauro.Tracking.Api.Mlflow;

/// <summary>The tracking part of MLflow's REST API, over the same store as the native one.</summary>
internal static class MlflowTracking
{
    public static void MapMlflowTracking(this IEndpointRouteBuilder app)
    {
        var api = app.MapMlflow();
        MapExperiments(api);
        MapRuns(api);
        api.Get("metrics/get-history", GetHistory.Handle);
        api.Get("metrics/get-history-bulk-interval", GetHistoryBulkInterval.Handle);
        app.MapMlflowAjax().Get("metrics/get-history-bulk", GetHistoryBulk.Handle);
        api.Get("artifacts/list", ListRunArtifacts.Handle);
        // Once with the path that its clients call, and once without the slash, as MLflow's own route has it.
        app.MapMlflowAjax().Post("experiments/search-datasets", SearchDatasets.Handle);
        app.MapMlflowRoot().Post("api/2.0mlflow/experiments/search-datasets", SearchDatasets.Handle);
        app.MapMlflow("3.0").Get("server-info", ServerInfo.Handle);
    }

    private static void MapExperiments(MlflowRoutes api)
    {
        api.Post("experiments/create", CreateExperiment.Handle);
        api.Get("experiments/get", GetExperiment.Handle);
        api.Get("experiments/get-by-name", GetExperimentByName.Handle);
        api.GetOrPost("experiments/search", SearchExperiments.Handle);
        api.Post("experiments/update", UpdateExperiment.Handle);
        api.Post("experiments/delete", DeleteExperiment.Handle);
        api.Post("experiments/restore", RestoreExperiment.Handle);
        api.Post("experiments/set-experiment-tag", SetExperimentTag.Handle);
        api.Post("experiments/delete-experiment-tag", DeleteExperimentTag.Handle);
    }

    private static void MapRuns(MlflowRoutes api)
    {
        api.Post("runs/create", CreateRun.Handle);
        api.Get("runs/get", GetRun.Handle);
        api.Post("runs/update", UpdateRun.Handle);
        api.Post("runs/delete", DeleteRun.Handle);
        api.Post("runs/restore", RestoreRun.Handle);
        api.Post("runs/search", SearchRuns.Handle);
        api.Post("runs/log-metric", LogMetric.Handle);
        api.Post("runs/log-batch", LogBatch.Handle);
        api.Post("runs/log-parameter", LogParameter.Handle);
        api.Post("runs/log-inputs", LogInputs.Handle);
        api.Post("runs/log-model", LogModel.Handle);
        api.Post("runs/outputs", LogOutputs.Handle);
        api.Post("runs/set-tag", SetTag.Handle);
        api.Post("runs/delete-tag", DeleteTag.Handle);
    }
}
