using Tauro.Contracts.Models;
using Tauro.Mlflow;
using Tauro.Registry.Api.Mlflow.Wire;
using Tauro.Stores.Models;

namespace Tauro.Registry.Api.Mlflow.ModelVersions;

internal static class SetModelVersionTag
{
    public static async Task<MlflowResult> Handle(MlflowRequest request, IModelStore store)
    {
        var target = ModelTarget.ReadVersion(request);
        var (key, value) = (request.RequiredString("key"), request.String("value") ?? "");
        ModelTags.Check(key, value);
        var change = new ModelVersionChange(Tags: new Dictionary<string, string?> { [key] = value });
        target.OrThrow(await store.UpdateVersion(target.Model, target.Number, change, request.Cancel));
        return MlflowResult.Empty;
    }
}
