using Tauro.Mlflow;
using Tauro.Registry.Api.Mlflow.Wire;
using Tauro.Stores.Models;

namespace Tauro.Registry.Api.Mlflow.RegisteredModels;

internal static class GetRegisteredModel
{
    public static async Task<MlflowResult> Handle(MlflowRequest request, IModelStore store)
    {
        var target = ModelTarget.ReadModel(request);
        var model = target.OrThrow(await store.GetModel(target.Model, request.Cancel));
        return RegistryWire.ToResponse(model, (await store.GetLatestVersions([model.Name], request.Cancel)).OrThrow());
    }
}
