using Tauro.Mlflow;
using Tauro.Registry.Api.Mlflow.Wire;
using Tauro.Stores.Models;

namespace Tauro.Registry.Api.Mlflow.RegisteredModels;

/// <summary>Gets the newest version of each requested stage, or of every stage if none is requested.</summary>
internal static class GetLatestVersions
{
    public static async Task<MlflowResult> Handle(MlflowRequest request, IModelStore store, ModelStages known)
    {
        var target = ModelTarget.ReadModel(request);
        var stages = request.Strings("stages").Select(name => StageNames.Parse(known, name)).ToHashSet();
        target.OrThrow(await store.GetModel(target.Model, request.Cancel));
        var latest = (await store.GetLatestVersions([target.Model], request.Cancel)).OrThrow();
        return RegistryWire.ToResponse(
            [.. latest.Where(version => stages.Count == 0 || stages.Contains(version.Stage))]);
    }
}
