using Tauro.Contracts.Ids;
using Tauro.Mlflow;
using Tauro.Stores.Evaluation;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.Scorers;

/// <summary>Gets a version of a scorer; the latest when none is given.</summary>
internal static class GetScorer
{
    public static async Task<MlflowResult> Handle(MlflowRequest request, IScorerStore store)
    {
        var scorer = (await store.Get(
            request.RequiredId<ExperimentId>("experiment_id"), request.RequiredString("name"),
            ScorerNumber.Parse(request), request.Cancel)).OrThrow();
        return new MlflowResult(writer => writer.Message("scorer", it => ScorerMessage.Write(it, scorer)));
    }
}
