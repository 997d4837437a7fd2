using Tauro.Contracts.Ids;
using Tauro.Mlflow;
using Tauro.Stores.Evaluation;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.Scorers;

/// <summary>Deletes a version of a scorer, or all versions when none is given.</summary>
internal static class DeleteScorer
{
    public static async Task<MlflowResult> Handle(MlflowRequest request, IScorerStore store)
    {
        (await store.Delete(
            request.RequiredId<ExperimentId>("experiment_id"), request.RequiredString("name"),
            ScorerNumber.Parse(request), request.Cancel)).OrThrow();
        return MlflowResult.Empty;
    }
}
