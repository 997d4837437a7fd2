using Tauro.Mlflow;
using Tauro.Registry.Api.Mlflow.Wire;
using Tauro.Stores.Models;

namespace Tauro.Registry.Api.Mlflow.Aliases;

/// <summary>Sets or moves an alias.</summary>
internal static class SetAlias
{
    public static async Task<MlflowResult> Handle(MlflowRequest request, IModelStore store)
    {
        var target = ModelTarget.ReadVersion(request);
        var alias = request.RequiredString("alias");
        AliasNames.Check(alias);
        AliasNames.CheckNotReserved(alias);
        target.OrThrow(await store.SetAlias(target.Model, alias, target.Number, request.Cancel));
        return MlflowResult.Empty;
    }
}
