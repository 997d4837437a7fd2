using Tauro.Contracts;
using Tauro.Contracts.Runs;
using Tauro.Mlflow;

namespace Tauro.Tracking.Api.Mlflow.Runs;

/// <summary>MLflow's <c>Run</c> and <c>RunInfo</c>.</summary>
internal static class RunMessage
{
    /// <summary>Writes a new run, which has no inputs and outputs yet.</summary>
    public static void WriteNew(MlflowWriter message, Run run) => message
        .Message("info", info => WriteInfo(info, run))
        .Message("data", data => WriteData(data, run))
        .Message("inputs");

    /// <summary>Writes a run in full: with its input datasets, and its input and output models.</summary>
    public static void Write(MlflowWriter message, Run run, RunInputs inputs) => message
        .Message("info", info => WriteInfo(info, run))
        .Message("data", data => WriteData(data, run))
        .Message("inputs", list => WriteDatasets(list, inputs)
            .Messages("model_inputs", inputs.Models, (model, id) => model.String("model_id", id)))
        .Message("outputs", list => list.Messages(
            "model_outputs", inputs.Outputs,
            (model, output) => model.String("model_id", output.ModelId).Integer("step", output.Step)));

    /// <summary>Writes <c>user_id</c> even when it is empty, and the id also under its deprecated name.</summary>
    public static void WriteInfo(MlflowWriter info, Run run) => info
        .String("run_uuid", run.RunId)
        .String("experiment_id", run.ExperimentId)
        .String("run_name", run.Name)
        .String("user_id", run.UserId ?? "")
        .String("status", StatusOf(run.Status))
        .Integer("start_time", run.StartTime)
        .Integer("end_time", run.EndTime)
        .String("artifact_uri", run.ArtifactUri)
        .String("lifecycle_stage", run.LifecycleStage == LifecycleStage.Active ? "active" : "deleted")
        .String("run_id", run.RunId);

    private static void WriteData(MlflowWriter data, Run run) => data
        .Metrics("metrics", run.Metrics)
        .Pairs("params", run.Params)
        .Pairs("tags", run.Tags);

    private static MlflowWriter WriteDatasets(MlflowWriter list, RunInputs inputs) => list.Messages(
        "dataset_inputs", inputs.Datasets, (input, datasetInput) => input
            .Pairs("tags", datasetInput.Tags)
            .Message("dataset", dataset => dataset
                .String("name", datasetInput.Dataset.Name)
                .String("digest", datasetInput.Dataset.Digest)
                .String("source_type", datasetInput.Dataset.SourceType)
                .String("source", datasetInput.Dataset.Source)
                .String("schema", datasetInput.Dataset.Schema)
                .String("profile", datasetInput.Dataset.Profile)));

    private static string StatusOf(RunStatus status) => status switch
    {
        RunStatus.Running => "RUNNING",
        RunStatus.Scheduled => "SCHEDULED",
        RunStatus.Completed => "FINISHED",
        RunStatus.Failed => "FAILED",
        _ => "KILLED",
    };
}
