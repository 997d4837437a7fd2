using Tauro.Contracts;
using Tauro.Contracts.Runs;
using Tauro.ServiceDefaults.Mlflow;

namespace Tauro.Tracking.Api.Mlflow.Runs;

/// <summary>MLflow's <c>Run</c> and <c>RunInfo</c>.</summary>
internal static class RunMessage
{
    public static void Write(MlflowWriter message, Run run) => message
        .Message("info", info => WriteInfo(info, run))
        .Message("data", data => data
            .Messages("metrics", run.Metrics, WriteMetric)
            .Pairs("params", run.Params)
            .Pairs("tags", run.Tags))
        .Message("inputs");

    /// <summary>With <c>user_id</c> even when it is empty, and the id under its deprecated name too.</summary>
    public static void WriteInfo(MlflowWriter info, Run run) => info
        .Text("run_uuid", run.RunId)
        .Text("experiment_id", run.ExperimentId)
        .Text("run_name", run.Name)
        .Text("user_id", run.UserId ?? "")
        .Text("status", StatusOf(run.Status))
        .Whole("start_time", run.StartTime)
        .Whole("end_time", run.EndTime)
        .Text("artifact_uri", run.ArtifactUri)
        .Text("lifecycle_stage", run.LifecycleStage == LifecycleStage.Active ? "active" : "deleted")
        .Text("run_id", run.RunId);

    private static void WriteMetric(MlflowWriter metric, KeyValuePair<string, LatestMetric> latest) => metric
        .Text("key", latest.Key)
        .Number("value", latest.Value.Value)
        .Whole("timestamp", latest.Value.Timestamp)
        .Whole("step", latest.Value.Step);

    private static string StatusOf(RunStatus status) => status switch
    {
        RunStatus.Running => "RUNNING",
        RunStatus.Scheduled => "SCHEDULED",
        RunStatus.Completed => "FINISHED",
        RunStatus.Failed => "FAILED",
        _ => "KILLED",
    };
}
