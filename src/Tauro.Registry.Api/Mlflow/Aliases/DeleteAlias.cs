using Tauro.Contracts;
using Tauro.Mlflow;
using Tauro.Registry.Api.Mlflow.Wire;
using Tauro.Stores.Models;

namespace Tauro.Registry.Api.Mlflow.Aliases;

/// <summary>Deletes an alias. It is not an error if the alias does not exist.</summary>
internal static class DeleteAlias
{
    public static async Task<MlflowAnswer> Handle(MlflowRequest request, IModelStore store)
    {
        var named = Named.ModelOf(request);
        var alias = request.RequiredText("alias");
        AliasNames.Check(alias);
        var deleted = await store.DeleteAlias(named.Model, alias, request.Cancel);
        if (deleted.Problem is not { Code: ProblemCodes.AliasNotFound }) named.Found(deleted);
        return MlflowAnswer.Empty;
    }
}
