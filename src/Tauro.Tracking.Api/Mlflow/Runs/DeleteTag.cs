using Tauro.Contracts;
using Tauro.Contracts.Runs;
using Tauro.Mlflow;
using Tauro.Stores.Runs;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.Runs;

internal static class DeleteTag
{
    public static async Task<MlflowResult> Handle(MlflowRequest request, IRunStore store)
    {
        var id = request.RequiredRunId();
        var key = request.RequiredString("key");
        var run = (await store.GetRun(id, request.Cancel)).OrThrow(id);
        if (run.LifecycleStage == LifecycleStage.Deleted) throw TrackingErrors.RunDeleted(id);
        if (!run.Tags.ContainsKey(key)) throw MlflowException.Missing($"No tag with name: {key} in run with id {id}");
        var change = new RunChange(Tags: new Dictionary<string, string?> { [key] = null });
        (await store.UpdateRun(id, change, request.Cancel)).OrThrow(id);
        return MlflowResult.Empty;
    }
}
