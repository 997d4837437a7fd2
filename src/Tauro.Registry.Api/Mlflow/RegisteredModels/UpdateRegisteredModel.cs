using Tauro.Contracts.Models;
using Tauro.Mlflow;
using Tauro.Registry.Api.Mlflow.Wire;
using Tauro.Stores.Models;

namespace Tauro.Registry.Api.Mlflow.RegisteredModels;

/// <summary>Sets the description; without one in the request, the description is cleared.</summary>
internal static class UpdateRegisteredModel
{
    public static async Task<MlflowAnswer> Handle(MlflowRequest request, IModelStore store)
    {
        var named = Named.ModelOf(request);
        var change = new ModelChange(Description: request.Text("description") ?? "");
        var model = named.Found(await store.UpdateModel(named.Model, change, request.Cancel));
        return RegistryWire.Answer(model, (await store.GetLatestVersions([model.Name], request.Cancel)).OrThrow());
    }
}
