using System.Globalization;
using Tauro.Contracts.Evaluation;
using Tauro.Mlflow;

namespace Tauro.Tracking.Api.Mlflow.Scorers;

/// <summary>A scorer version in MLflow's JSON. Here, the experiment id is a number.</summary>
internal static class ScorerMessage
{
    public static void Write(MlflowWriter writer, ScorerVersion scorer) => writer
        .Integer("experiment_id", long.Parse(scorer.ExperimentId, CultureInfo.InvariantCulture))
        .String("scorer_name", scorer.Name)
        .Integer("scorer_version", scorer.Version)
        .String("serialized_scorer", scorer.SerializedScorer)
        .Integer("creation_time", scorer.CreationTime)
        .String("scorer_id", scorer.ScorerId);
}
