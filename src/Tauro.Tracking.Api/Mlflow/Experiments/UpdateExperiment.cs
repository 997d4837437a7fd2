using Tauro.Contracts;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Ids;
using Tauro.Mlflow;
using Tauro.Stores.Runs;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.Experiments;

internal static class UpdateExperiment
{
    public static async Task<MlflowResult> Handle(MlflowRequest request, IRunStore store)
    {
        var id = request.RequiredId<ExperimentId>("experiment_id");
        var name = request.RequiredString("new_name");
        var before = (await store.GetExperiment(id, request.Cancel)).OrThrow(id);
        // MLflow's server returns 500 here, which makes its clients retry for minutes.
        if (before.LifecycleStage == LifecycleStage.Deleted)
            throw MlflowException.Invalid("Cannot rename a non-active experiment.");
        (await store.UpdateExperiment(id, new ExperimentChange(name), request.Cancel)).OrThrow(id);
        return MlflowResult.Empty;
    }
}
