using Tauro.Mlflow;
using Tauro.Registry.Api.Mlflow.Wire;
using Tauro.Stores.Models;

namespace Tauro.Registry.Api.Mlflow.ModelVersions;

internal static class DeleteModelVersion
{
    public static async Task<MlflowAnswer> Handle(MlflowRequest request, IModelStore store)
    {
        var named = Named.VersionOf(request);
        named.Found(await store.DeleteVersion(named.Model, named.Number, request.Cancel));
        return MlflowAnswer.Empty;
    }
}
