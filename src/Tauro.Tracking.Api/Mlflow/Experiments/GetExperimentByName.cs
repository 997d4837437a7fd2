using Tauro.Mlflow;
using Tauro.Stores.Runs;

namespace Tauro.Tracking.Api.Mlflow.Experiments;

internal static class GetExperimentByName
{
    public static async Task<MlflowResult> Handle(MlflowRequest request, IRunStore store)
    {
        var name = request.RequiredString("experiment_name");
        var found = await store.GetExperimentByName(name, request.Cancel);
        return found.IsOk
            ? ExperimentMessage.ToResult(found.Value)
            : throw MlflowException.Missing($"Could not find experiment with name '{name}'");
    }
}
