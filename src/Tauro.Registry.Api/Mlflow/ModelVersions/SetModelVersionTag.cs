using Tauro.Contracts.Models;
using Tauro.Mlflow;
using Tauro.Registry.Api.Mlflow.Wire;
using Tauro.Stores.Models;

namespace Tauro.Registry.Api.Mlflow.ModelVersions;

internal static class SetModelVersionTag
{
    public static async Task<MlflowAnswer> Handle(MlflowRequest request, IModelStore store)
    {
        var named = Named.VersionOf(request);
        var (key, value) = (request.RequiredText("key"), request.Text("value") ?? "");
        ModelTags.Check(key, value);
        var change = new ModelVersionChange(Tags: new Dictionary<string, string?> { [key] = value });
        named.Found(await store.UpdateVersion(named.Model, named.Number, change, request.Cancel));
        return MlflowAnswer.Empty;
    }
}
