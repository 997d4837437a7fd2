using Tauro.Contracts.Ids;
using Tauro.Mlflow;
using Tauro.Stores.Runs;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.Experiments;

internal static class GetExperiment
{
    public static async Task<MlflowResult> Handle(MlflowRequest request, IRunStore store)
    {
        var id = request.RequiredId<ExperimentId>("experiment_id");
        return ExperimentMessage.ToResult((await store.GetExperiment(id, request.Cancel)).OrThrow(id));
    }
}
