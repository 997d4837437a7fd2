using Tauro.Contracts;
using Tauro.Contracts.Runs;
using Tauro.Mlflow;
using Tauro.Stores.Runs;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.Runs;

internal static class LogParameter
{
    public static async Task<MlflowResult> Handle(MlflowRequest request, IRunStore store)
    {
        var id = request.RequiredRunId();
        var key = request.RequiredString("key");
        var value = request.String("value") ?? "";
        MlflowNames.Check(key, "key", "Param key");
        var batch = new RunBatch(
            Params: new Dictionary<string, string> { [key] = MlflowNames.Cut(value, Limits.ParamValueLengthMax) });
        (await store.Log(id, batch, request.Cancel)).OrThrow(id);
        return MlflowResult.Empty;
    }
}
