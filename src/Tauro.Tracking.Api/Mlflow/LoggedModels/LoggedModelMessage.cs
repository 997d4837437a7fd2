using Tauro.Contracts.LoggedModels;
using Tauro.Mlflow;

namespace Tauro.Tracking.Api.Mlflow.LoggedModels;

/// <summary>MLflow's <c>LoggedModel</c>. The type and the run are written even when they are empty.</summary>
internal static class LoggedModelMessage
{
    public static MlflowResult ToResult(LoggedModel model) =>
        new(writer => writer.Message("model", message => Write(message, model)));

    public static void Write(MlflowWriter message, LoggedModel model) => message
        .Message("info", info => info
            .String("model_id", model.ModelId)
            .String("experiment_id", model.ExperimentId)
            .String("name", model.Name)
            .Integer("creation_timestamp_ms", model.CreationTime)
            .Integer("last_updated_timestamp_ms", model.LastUpdateTime)
            .String("artifact_uri", model.ArtifactUri)
            .String("status", StatusOf(model.Status))
            .String("model_type", model.ModelType ?? "")
            .String("source_run_id", model.SourceRunId ?? "")
            .Pairs("tags", model.Tags))
        .Message("data", data => data
            .Pairs("params", model.Params)
            .Messages("metrics", model.Metrics, WriteMetric));

    private static void WriteMetric(MlflowWriter message, LoggedModelMetric metric) => message
        .String("key", metric.Key)
        .Number("value", metric.Value)
        .Integer("timestamp", metric.Timestamp)
        .Integer("step", metric.Step)
        .String("dataset_name", metric.DatasetName)
        .String("dataset_digest", metric.DatasetDigest)
        .String("model_id", metric.ModelId)
        .String("run_id", metric.RunId);

    private static string StatusOf(LoggedModelStatus status) => status switch
    {
        LoggedModelStatus.Pending => "LOGGED_MODEL_PENDING",
        LoggedModelStatus.Ready => "LOGGED_MODEL_READY",
        _ => "LOGGED_MODEL_UPLOAD_FAILED",
    };
}
