using Tauro.Contracts.Models;
using Tauro.Mlflow;
using Tauro.Registry.Api.Mlflow.Wire;
using Tauro.Stores.Models;

namespace Tauro.Registry.Api.Mlflow.RegisteredModels;

internal static class SetRegisteredModelTag
{
    public static async Task<MlflowResult> Handle(MlflowRequest request, IModelStore store)
    {
        var target = ModelTarget.ReadModel(request);
        var (key, value) = (request.RequiredString("key"), request.String("value") ?? "");
        ModelTags.Check(key, value);
        var change = new ModelChange(Tags: new Dictionary<string, string?> { [key] = value });
        target.OrThrow(await store.UpdateModel(target.Model, change, request.Cancel));
        return MlflowResult.Empty;
    }
}
