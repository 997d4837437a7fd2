using Tauro.Contracts.Models;
using Tauro.Mlflow;
using Tauro.Registry.Api.Mlflow.Wire;
using Tauro.Stores;
using Tauro.Stores.Models;

namespace Tauro.Registry.Api.Mlflow.Aliases;

/// <summary>Gets a version by alias. As in MLflow, an unknown alias is an invalid parameter, not a 404.</summary>
internal static class GetByAlias
{
    public static async Task<MlflowResult> Handle(MlflowRequest request, IModelStore store)
    {
        var target = ModelTarget.ReadModel(request);
        var alias = request.RequiredString("alias");
        AliasNames.Check(alias);
        var found = await Find(target.Model, alias, store, request.Cancel);
        return found.Problem is { Kind: ProblemKind.NotFound }
            ? throw MlflowException.Invalid($"Registered model alias {alias} not found.")
            : RegistryWire.ToResponse(found.OrThrow());
    }

    private static ValueTask<StoreOutcome<ModelVersion>> Find(
        string name, string alias, IModelStore store, CancellationToken cancel) =>
        alias.Equals(AliasNames.Latest, StringComparison.OrdinalIgnoreCase)
            ? store.GetLatestVersion(name, cancel: cancel)
            : store.GetVersionByAlias(name, alias, cancel);
}
