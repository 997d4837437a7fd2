using Tauro.Contracts.Ids;
using Tauro.Mlflow;
using Tauro.Stores.Evaluation;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.Scorers;

/// <summary>Registers a scorer, or the next version of one.</summary>
internal static class RegisterScorer
{
    public static async Task<MlflowAnswer> Handle(MlflowRequest request, IScorerStore store)
    {
        var experimentId = request.RequiredId<ExperimentId>("experiment_id");
        var name = request.RequiredText("name");
        var serialized = request.RequiredText("serialized_scorer");
        if (string.IsNullOrWhiteSpace(name)) throw MlflowException.Invalid("Scorer name cannot be empty.");
        var scorer = SerializedScorer.Parse(serialized);
        if (scorer.Model is { } model && string.IsNullOrWhiteSpace(model))
            throw MlflowException.Invalid("Scorer model cannot be empty.");
        if (scorer.IsCode)
            throw MlflowException.Invalid(
                "Custom scorer registration (using @scorer decorator) is not supported: loading such a scorer runs its "
                + "source code. Use built-in scorers or make_judge scorers instead.");
        var created = (await store.Register(experimentId, name, serialized, request.Cancel)).OrThrow();
        return new MlflowAnswer(writer => writer
            .Whole("version", created.Version)
            .Text("scorer_id", created.ScorerId)
            .Text("experiment_id", created.ExperimentId)
            .Text("name", created.Name)
            .Text("serialized_scorer", created.SerializedScorer)
            .Whole("creation_time", created.CreationTime));
    }
}
