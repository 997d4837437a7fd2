using Tauro.Contracts.Models;
using Tauro.Mlflow;
using Tauro.Registry.Api.Mlflow.Wire;
using Tauro.Stores.Models;

namespace Tauro.Registry.Api.Mlflow.RegisteredModels;

/// <summary>Sets the description; without one in the request, the description is cleared.</summary>
internal static class UpdateRegisteredModel
{
    public static async Task<MlflowResult> Handle(MlflowRequest request, IModelStore store)
    {
        var target = ModelTarget.ReadModel(request);
        var change = new ModelChange(Description: request.String("description") ?? "");
        var model = target.OrThrow(await store.UpdateModel(target.Model, change, request.Cancel));
        return RegistryWire.ToResponse(model, (await store.GetLatestVersions([model.Name], request.Cancel)).OrThrow());
    }
}
