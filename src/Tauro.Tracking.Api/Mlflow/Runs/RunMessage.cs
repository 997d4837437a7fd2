using Tauro.Contracts;
using Tauro.Contracts.Runs;
using Tauro.Mlflow;

namespace Tauro.Tracking.Api.Mlflow.Runs;

/// <summary>MLflow's <c>Run</c> and <c>RunInfo</c>.</summary>
internal static class RunMessage
{
    /// <summary>Writes a run as in search results: with its input datasets.</summary>
    public static void Write(MlflowWriter message, Run run, RunInputs inputs) => message
        .Message("info", info => WriteInfo(info, run))
        .Message("data", data => WriteData(data, run))
        .Message("inputs", list => WriteDatasets(list, inputs));

    /// <summary>Writes a run in full: with its input datasets, and its input and output models.</summary>
    public static void WriteWhole(MlflowWriter message, Run run, RunInputs inputs) => message
        .Message("info", info => WriteInfo(info, run))
        .Message("data", data => WriteData(data, run))
        .Message("inputs", list => WriteDatasets(list, inputs)
            .Messages("model_inputs", inputs.Models, (model, id) => model.Text("model_id", id)))
        .Message("outputs", list => list.Messages(
            "model_outputs", inputs.Outputs,
            (model, output) => model.Text("model_id", output.ModelId).Whole("step", output.Step)));

    /// <summary>Writes <c>user_id</c> even when it is empty, and the id also under its deprecated name.</summary>
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

    private static void WriteData(MlflowWriter data, Run run) => data
        .Messages("metrics", run.Metrics, WriteMetric)
        .Pairs("params", run.Params)
        .Pairs("tags", run.Tags);

    private static MlflowWriter WriteDatasets(MlflowWriter list, RunInputs inputs) => list.Messages(
        "dataset_inputs", inputs.Datasets, (input, one) => input
            .Pairs("tags", one.Tags)
            .Message("dataset", dataset => dataset
                .Text("name", one.Dataset.Name)
                .Text("digest", one.Dataset.Digest)
                .Text("source_type", one.Dataset.SourceType)
                .Text("source", one.Dataset.Source)
                .Text("schema", one.Dataset.Schema)
                .Text("profile", one.Dataset.Profile)));

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
