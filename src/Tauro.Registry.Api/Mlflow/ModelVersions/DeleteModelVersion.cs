using Tauro.Mlflow;
using Tauro.Registry.Api.Mlflow.Wire;
using Tauro.Stores.Models;

namespace Tauro.Registry.Api.Mlflow.ModelVersions;

internal static class DeleteModelVersion
{
    public static async Task<MlflowResult> Handle(MlflowRequest request, IModelStore store)
    {
        var target = ModelTarget.ReadVersion(request);
        target.OrThrow(await store.DeleteVersion(target.Model, target.Number, request.Cancel));
        return MlflowResult.Empty;
    }
}
