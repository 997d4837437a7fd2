using Tauro.Contracts;
using Tauro.Mlflow;
using Tauro.Registry.Api.Mlflow.Wire;
using Tauro.Stores.Models;

namespace Tauro.Registry.Api.Mlflow.Aliases;

/// <summary>Deletes an alias. It is not an error if the alias does not exist.</summary>
internal static class DeleteAlias
{
    public static async Task<MlflowResult> Handle(MlflowRequest request, IModelStore store)
    {
        var target = ModelTarget.ReadModel(request);
        var alias = request.RequiredString("alias");
        AliasNames.Check(alias);
        var deleted = await store.DeleteAlias(target.Model, alias, request.Cancel);
        if (deleted.Problem is not { Code: ProblemCodes.AliasNotFound }) target.OrThrow(deleted);
        return MlflowResult.Empty;
    }
}
