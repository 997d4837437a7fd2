using Tauro.Contracts;
using Tauro.Contracts.Experiments;
using Tauro.Mlflow;

namespace Tauro.Tracking.Api.Mlflow.Experiments;

/// <summary>MLflow's <c>Experiment</c>.</summary>
internal static class ExperimentMessage
{
    public static MlflowAnswer Answer(Experiment experiment) =>
        new(answer => answer.Message("experiment", message => Write(message, experiment)));

    public static void Write(MlflowWriter message, Experiment experiment) => message
        .Text("experiment_id", experiment.ExperimentId)
        .Text("name", experiment.Name)
        .Text("artifact_location", experiment.ArtifactLocation)
        .Text("lifecycle_stage", experiment.LifecycleStage == LifecycleStage.Active ? "active" : "deleted")
        .Whole("last_update_time", experiment.LastUpdateTime)
        .Whole("creation_time", experiment.CreationTime)
        .Pairs("tags", experiment.Tags);
}
