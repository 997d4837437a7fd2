using Tauro.Contracts.Models;
using Tauro.Mlflow;
using Tauro.Registry.Api.Mlflow.Wire;
using Tauro.Stores.Models;

namespace Tauro.Registry.Api.Mlflow.RegisteredModels;

internal static class SetRegisteredModelTag
{
    public static async Task<MlflowAnswer> Handle(MlflowRequest request, IModelStore store)
    {
        var named = Named.ModelOf(request);
        var (key, value) = (request.RequiredText("key"), request.Text("value") ?? "");
        ModelTags.Check(key, value);
        var change = new ModelChange(Tags: new Dictionary<string, string?> { [key] = value });
        named.Found(await store.UpdateModel(named.Model, change, request.Cancel));
        return MlflowAnswer.Empty;
    }
}
