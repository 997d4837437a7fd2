using Tauro.Mlflow;
using Tauro.Registry.Api.Mlflow.Wire;
using Tauro.Stores.Models;

namespace Tauro.Registry.Api.Mlflow.ModelVersions;

internal static class GetDownloadUri
{
    public static async Task<MlflowResult> Handle(MlflowRequest request, IModelStore store)
    {
        var target = ModelTarget.ReadVersion(request);
        var version = target.OrThrow(await store.GetVersion(target.Model, target.Number, request.Cancel));
        return new MlflowResult(writer => writer.String("artifact_uri", ModelUris.GetDownloadUri(version)));
    }
}
