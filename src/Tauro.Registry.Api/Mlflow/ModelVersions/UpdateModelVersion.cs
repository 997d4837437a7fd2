using Tauro.Contracts.Models;
using Tauro.Mlflow;
using Tauro.Registry.Api.Mlflow.Wire;
using Tauro.Stores.Models;

namespace Tauro.Registry.Api.Mlflow.ModelVersions;

/// <summary>Sets the description; without one in the request, the description is cleared.</summary>
internal static class UpdateModelVersion
{
    public static async Task<MlflowResult> Handle(MlflowRequest request, IModelStore store)
    {
        var target = ModelTarget.ReadVersion(request);
        var change = new ModelVersionChange(request.String("description") ?? "");
        return RegistryWire.ToResponse(
            target.OrThrow(await store.UpdateVersion(target.Model, target.Number, change, request.Cancel)));
    }
}
