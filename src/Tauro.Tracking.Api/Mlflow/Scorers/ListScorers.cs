using Tauro.Contracts.Evaluation;
using Tauro.Contracts.Ids;
using Tauro.Mlflow;
using Tauro.Stores.Evaluation;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.Scorers;

/// <summary>Lists the latest versions of all scorers, or all versions of one scorer.</summary>
internal static class ListScorers
{
    public static async Task<MlflowResult> Handle(MlflowRequest request, IScorerStore store)
    {
        var experimentId = request.Id<ExperimentId>("experiment_id");
        var many = request.Ids<ExperimentId>("experiment_ids");
        if (experimentId is not null && many.Count > 0)
            throw MlflowException.Invalid("Only one of `experiment_id` and `experiment_ids` can be specified.");
        var ids = experimentId is { } id ? [id] : many.Count > 0 ? many : null;
        return ToResult((await store.List(ids, request.Cancel)).OrThrow());
    }

    public static async Task<MlflowResult> HandleVersions(MlflowRequest request, IScorerStore store) =>
        ToResult((await store.Versions(
            request.RequiredId<ExperimentId>("experiment_id"), request.RequiredString("name"),
            request.Cancel)).OrThrow());

    private static MlflowResult ToResult(IReadOnlyList<ScorerVersion> scorers) =>
        new(writer => writer.Messages("scorers", scorers, ScorerMessage.Write));
}
