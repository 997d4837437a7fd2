using Tauro.Contracts.Access;
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
        api.Get("metrics/get-history", GetHistory.Handle).RequiresOn(AccessAction.Read, ResourceType.Run);
        api.Get("metrics/get-history-bulk-interval", GetHistoryBulkInterval.Handle)
            .RequiresOn(AccessAction.Read, ResourceType.Run);
        app.MapMlflowAjax().Get("metrics/get-history-bulk", GetHistoryBulk.Handle)
            .RequiresOn(AccessAction.Read, ResourceType.Run);
        api.Get("artifacts/list", ListRunArtifacts.Handle).RequiresOn(AccessAction.Read, ResourceType.Run);
        // Once with the path that its clients call, and once without the slash, as MLflow's own route has it.
        app.MapMlflowAjax().Post("experiments/search-datasets", SearchDatasets.Handle)
            .RequiresOn(AccessAction.Read, ResourceType.Experiment);
        app.MapMlflowRoot().Post("api/2.0mlflow/experiments/search-datasets", SearchDatasets.Handle)
            .RequiresOn(AccessAction.Read, ResourceType.Experiment);
        app.MapMlflow("3.0").Get("server-info", ServerInfo.Handle).RequiresPrincipal();
    }

    private static void MapExperiments(MlflowRoutes api)
    {
        api.Post("experiments/create", CreateExperiment.Handle).Requires(AccessAction.Create, ResourceType.Experiment);
        api.Get("experiments/get", GetExperiment.Handle).RequiresOn(AccessAction.Read, ResourceType.Experiment);
        api.Get("experiments/get-by-name", GetExperimentByName.Handle)
            .RequiresOn(AccessAction.Read, ResourceType.Experiment);
        api.GetOrPost("experiments/search", SearchExperiments.Handle)
            .RequiresOn(AccessAction.Read, ResourceType.Experiment);
        api.Post("experiments/update", UpdateExperiment.Handle)
            .RequiresOn(AccessAction.Update, ResourceType.Experiment);
        api.Post("experiments/delete", DeleteExperiment.Handle)
            .RequiresOn(AccessAction.Delete, ResourceType.Experiment);
        api.Post("experiments/restore", RestoreExperiment.Handle)
            .RequiresOn(AccessAction.Delete, ResourceType.Experiment);
        api.Post("experiments/set-experiment-tag", SetExperimentTag.Handle)
            .RequiresOn(AccessAction.Update, ResourceType.Experiment);
        api.Post("experiments/delete-experiment-tag", DeleteExperimentTag.Handle)
            .RequiresOn(AccessAction.Update, ResourceType.Experiment);
    }

    private static void MapRuns(MlflowRoutes api)
    {
        api.Post("runs/create", CreateRun.Handle).RequiresOn(AccessAction.Update, ResourceType.Run);
        api.Get("runs/get", GetRun.Handle).RequiresOn(AccessAction.Read, ResourceType.Run);
        api.Post("runs/update", UpdateRun.Handle).RequiresOn(AccessAction.Update, ResourceType.Run);
        api.Post("runs/delete", DeleteRun.Handle).RequiresOn(AccessAction.Delete, ResourceType.Run);
        api.Post("runs/restore", RestoreRun.Handle).RequiresOn(AccessAction.Delete, ResourceType.Run);
        api.Post("runs/search", SearchRuns.Handle).RequiresOn(AccessAction.Read, ResourceType.Run);
        api.Post("runs/log-metric", LogMetric.Handle).RequiresOn(AccessAction.Update, ResourceType.Run);
        api.Post("runs/log-batch", LogBatch.Handle).RequiresOn(AccessAction.Update, ResourceType.Run);
        api.Post("runs/log-parameter", LogParameter.Handle).RequiresOn(AccessAction.Update, ResourceType.Run);
        api.Post("runs/log-inputs", LogInputs.Handle).RequiresOn(AccessAction.Update, ResourceType.Run);
        api.Post("runs/log-model", LogModel.Handle).RequiresOn(AccessAction.Update, ResourceType.Run);
        api.Post("runs/outputs", LogOutputs.Handle).RequiresOn(AccessAction.Update, ResourceType.Run);
        api.Post("runs/set-tag", SetTag.Handle).RequiresOn(AccessAction.Update, ResourceType.Run);
        api.Post("runs/delete-tag", DeleteTag.Handle).RequiresOn(AccessAction.Update, ResourceType.Run);
    }
}
