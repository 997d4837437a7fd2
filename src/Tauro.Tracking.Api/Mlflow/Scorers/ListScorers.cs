using Tauro.Contracts.Evaluation;
using Tauro.Mlflow;
using Tauro.Stores.Evaluation;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.Scorers;

/// <summary>Lists the latest versions of all scorers, or all versions of one scorer.</summary>
internal static class ListScorers
{
    public static async Task<MlflowAnswer> Handle(MlflowRequest request, IScorerStore store)
    {
        var one = request.Text("experiment_id");
        var many = request.Texts("experiment_ids");
        if (!string.IsNullOrEmpty(one) && many.Count > 0)
            throw MlflowException.Invalid("Only one of `experiment_id` and `experiment_ids` can be specified.");
        var ids = !string.IsNullOrEmpty(one) ? [one] : many.Count > 0 ? many : null;
        return Answer((await store.List(ids, request.Cancel)).OrThrow());
    }

    public static async Task<MlflowAnswer> HandleVersions(MlflowRequest request, IScorerStore store) =>
        Answer((await store.Versions(
            request.RequiredText("experiment_id"), request.RequiredText("name"), request.Cancel)).OrThrow());

    private static MlflowAnswer Answer(IReadOnlyList<ScorerVersion> scorers) =>
        new(writer => writer.Messages("scorers", scorers, ScorerMessage.Write));
}
