using Tauro.Mlflow;
using Tauro.Registry.Api.Mlflow.Wire;
using Tauro.Stores.Models;

namespace Tauro.Registry.Api.Mlflow.Aliases;

/// <summary>Sets or moves an alias.</summary>
internal static class SetAlias
{
    public static async Task<MlflowAnswer> Handle(MlflowRequest request, IModelStore store)
    {
        var named = Named.VersionOf(request);
        var alias = request.RequiredText("alias");
        AliasNames.Check(alias);
        AliasNames.CheckFree(alias);
        named.Found(await store.SetAlias(named.Model, alias, named.Number, request.Cancel));
        return MlflowAnswer.Empty;
    }
}
