using Tauro.Contracts;
using Tauro.Contracts.Experiments;
using Tauro.Mlflow;

namespace Tauro.Tracking.Api.Mlflow.Experiments;

/// <summary>MLflow's <c>Experiment</c>.</summary>
internal static class ExperimentMessage
{
    public static MlflowResult ToResult(Experiment experiment) =>
        new(writer => writer.Message("experiment", message => Write(message, experiment)));

    public static void Write(MlflowWriter message, Experiment experiment) => message
        .String("experiment_id", experiment.ExperimentId)
        .String("name", experiment.Name)
        .String("artifact_location", experiment.ArtifactLocation)
        .String("lifecycle_stage", experiment.LifecycleStage == LifecycleStage.Active ? "active" : "deleted")
        .Integer("last_update_time", experiment.LastUpdateTime)
        .Integer("creation_time", experiment.CreationTime)
        .Pairs("tags", experiment.Tags);
}
