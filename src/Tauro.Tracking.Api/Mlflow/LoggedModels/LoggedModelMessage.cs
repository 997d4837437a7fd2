using Tauro.Contracts.LoggedModels;
using Tauro.Mlflow;

namespace Tauro.Tracking.Api.Mlflow.LoggedModels;

/// <summary>MLflow's <c>LoggedModel</c>.</summary>
internal static class LoggedModelMessage
{
    public static MlflowAnswer Answer(LoggedModel model) =>
        new(answer => answer.Message("model", message => Write(message, model)));

    public static void Write(MlflowWriter message, LoggedModel model) => message
        .Message("info", info => info
            .Text("model_id", model.ModelId)
            .Text("experiment_id", model.ExperimentId)
            .Text("name", model.Name)
            .Whole("creation_timestamp_ms", model.CreationTime)
            .Whole("last_updated_timestamp_ms", model.LastUpdateTime)
            .Text("artifact_uri", model.ArtifactUri)
            .Text("status", StatusOf(model.Status))
            .Text("model_type", model.ModelType)
            .Text("source_run_id", model.SourceRunId)
            .Pairs("tags", model.Tags))
        .Message("data", data => data
            .Pairs("params", model.Params)
            .Messages("metrics", model.Metrics, WriteMetric));

    private static void WriteMetric(MlflowWriter message, LoggedModelMetric metric) => message
        .Text("key", metric.Key)
        .Number("value", metric.Value)
        .Whole("timestamp", metric.Timestamp)
        .Whole("step", metric.Step)
        .Text("dataset_name", metric.DatasetName)
        .Text("dataset_digest", metric.DatasetDigest)
        .Text("model_id", metric.ModelId)
        .Text("run_id", metric.RunId);

    private static string StatusOf(LoggedModelStatus status) => status switch
    {
        LoggedModelStatus.Pending => "LOGGED_MODEL_PENDING",
        LoggedModelStatus.Ready => "LOGGED_MODEL_READY",
        _ => "LOGGED_MODEL_UPLOAD_FAILED",
    };
}
