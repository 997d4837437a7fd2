using Tauro.Contracts;
using Tauro.Contracts.Runs;
using Tauro.Mlflow;
using Tauro.Stores.Runs;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.Runs;

internal static class SetTag
{
    public static async Task<MlflowResult> Handle(MlflowRequest request, IRunStore store)
    {
        var id = request.RequiredRunId();
        var key = request.RequiredString("key");
        var value = MlflowNames.Cut(request.String("value") ?? "", Limits.TagValueLengthMax);
        MlflowNames.Check(key, "key", "key");
        // Setting an empty run name changes nothing, but still checks that the run may be changed.
        var tags = new Dictionary<string, string>();
        if (key != TagNames.RunName || value.Length > 0) tags[key] = value;
        (await store.Log(id, new RunBatch(Tags: tags), request.Cancel)).OrThrow(id);
        return MlflowResult.Empty;
    }
}
