using Tauro.Contracts.Models;
using Tauro.Mlflow;
using Tauro.Registry.Api.Mlflow.Wire;
using Tauro.Stores.Models;

namespace Tauro.Registry.Api.Mlflow.ModelVersions;

/// <summary>Sets the description; without one in the request, the description is cleared.</summary>
internal static class UpdateModelVersion
{
    public static async Task<MlflowAnswer> Handle(MlflowRequest request, IModelStore store)
    {
        var named = Named.VersionOf(request);
        var change = new ModelVersionChange(request.Text("description") ?? "");
        return RegistryWire.Answer(
            named.Found(await store.UpdateVersion(named.Model, named.Number, change, request.Cancel)));
    }
}
