using Tauro.Contracts;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Ids;
using Tauro.Mlflow;
using Tauro.Stores.Runs;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.Experiments;

internal static class DeleteExperimentTag
{
    public static async Task<MlflowResult> Handle(MlflowRequest request, IRunStore store)
    {
        var id = request.RequiredId<ExperimentId>("experiment_id");
        var key = request.RequiredString("key");
        var before = (await store.GetExperiment(id, request.Cancel)).OrThrow(id);
        if (before.LifecycleStage == LifecycleStage.Deleted) throw TrackingErrors.ExperimentDeleted(id);
        if (!before.Tags.ContainsKey(key))
            throw MlflowException.Missing($"No tag with name: {key} in experiment with id {id}");
        var change = new ExperimentChange(Tags: new Dictionary<string, string?> { [key] = null });
        (await store.UpdateExperiment(id, change, request.Cancel)).OrThrow(id);
        return MlflowResult.Empty;
    }
}
