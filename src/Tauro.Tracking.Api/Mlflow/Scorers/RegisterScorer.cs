using Tauro.Contracts.Ids;
using Tauro.Mlflow;
using Tauro.Stores.Evaluation;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.Scorers;

/// <summary>Registers a scorer, or the next version of one.</summary>
internal static class RegisterScorer
{
    public static async Task<MlflowResult> Handle(MlflowRequest request, IScorerStore store)
    {
        var experimentId = request.RequiredId<ExperimentId>("experiment_id");
        var name = request.RequiredString("name");
        var serialized = request.RequiredString("serialized_scorer");
        if (string.IsNullOrWhiteSpace(name)) throw MlflowException.Invalid("Scorer name cannot be empty.");
        var scorer = SerializedScorer.Parse(serialized);
        if (scorer.Model is { } model && string.IsNullOrWhiteSpace(model))
            throw MlflowException.Invalid("Scorer model cannot be empty.");
        var created = (await store.Register(experimentId, name, serialized, request.Cancel)).OrThrow();
        return new MlflowResult(writer => writer
            .Integer("version", created.Version)
            .String("scorer_id", created.ScorerId)
            .String("experiment_id", created.ExperimentId)
            .String("name", created.Name)
            .String("serialized_scorer", created.SerializedScorer)
            .Integer("creation_time", created.CreationTime));
    }
}
