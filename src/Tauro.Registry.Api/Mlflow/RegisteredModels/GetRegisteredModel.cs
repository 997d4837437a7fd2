using Tauro.Mlflow;
using Tauro.Registry.Api.Mlflow.Wire;
using Tauro.Stores.Models;

namespace Tauro.Registry.Api.Mlflow.RegisteredModels;

internal static class GetRegisteredModel
{
    public static async Task<MlflowAnswer> Handle(MlflowRequest request, IModelStore store)
    {
        var named = Named.ModelOf(request);
        var model = named.Found(await store.GetModel(named.Model, request.Cancel));
        return RegistryWire.Answer(model, (await store.GetLatestVersions([model.Name], request.Cancel)).OrThrow());
    }
}
