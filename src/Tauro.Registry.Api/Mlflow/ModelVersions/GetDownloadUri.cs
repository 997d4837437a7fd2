using Tauro.Mlflow;
using Tauro.Registry.Api.Mlflow.Wire;
using Tauro.Stores.Models;

namespace Tauro.Registry.Api.Mlflow.ModelVersions;

internal static class GetDownloadUri
{
    public static async Task<MlflowAnswer> Handle(MlflowRequest request, IModelStore store)
    {
        var named = Named.VersionOf(request);
        var version = named.Found(await store.GetVersion(named.Model, named.Number, request.Cancel));
        return new MlflowAnswer(answer => answer.Text("artifact_uri", ModelUris.DownloadOf(version)));
    }
}
