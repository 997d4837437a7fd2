using Tauro.Mlflow;
using Tauro.Stores.Runs;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.Runs;

internal static class DeleteRun
{
    public static async Task<MlflowResult> Handle(MlflowRequest request, IRunStore store)
    {
        var id = request.RequiredRunId();
        (await store.DeleteRun(id, request.Cancel)).OrThrow(id);
        return MlflowResult.Empty;
    }
}
