using Tauro.Mlflow;
using Tauro.Registry.Api.Mlflow.Wire;
using Tauro.Stores.Models;

namespace Tauro.Registry.Api.Mlflow.RegisteredModels;

/// <summary>Gets the newest version of each requested stage, or of every stage if none is requested.</summary>
internal static class GetLatestVersions
{
    public static async Task<MlflowAnswer> Handle(MlflowRequest request, IModelStore store)
    {
        var named = Named.ModelOf(request);
        var stages = request.Texts("stages").Select(StageNames.Parse).ToHashSet();
        named.Found(await store.GetModel(named.Model, request.Cancel));
        var latest = (await store.GetLatestVersions([named.Model], request.Cancel)).OrThrow();
        return RegistryWire.Answer(
            [.. latest.Where(version => stages.Count == 0 || stages.Contains(version.Stage))]);
    }
}
