using System.Globalization;
using Tauro.Contracts.Evaluation;
using Tauro.Mlflow;

namespace Tauro.Tracking.Api.Mlflow.Scorers;

/// <summary>A scorer version in MLflow's JSON. Here, the experiment id is a number.</summary>
internal static class ScorerMessage
{
    public static void Write(MlflowWriter writer, ScorerVersion scorer) => writer
        .Whole("experiment_id", long.Parse(scorer.ExperimentId, CultureInfo.InvariantCulture))
        .Text("scorer_name", scorer.Name)
        .Whole("scorer_version", scorer.Version)
        .Text("serialized_scorer", scorer.SerializedScorer)
        .Whole("creation_time", scorer.CreationTime)
        .Text("scorer_id", scorer.ScorerId);
}
