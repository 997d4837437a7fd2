using Tauro.Contracts;
using Tauro.Contracts.Models;
using Tauro.Mlflow;
using Tauro.Registry.Api.Mlflow.Wire;
using Tauro.Stores.Models;

namespace Tauro.Registry.Api.Mlflow.RegisteredModels;

/// <summary>Renames a model; its versions, tags and aliases are kept.</summary>
internal static class RenameRegisteredModel
{
    public static async Task<MlflowAnswer> Handle(MlflowRequest request, IModelStore store)
    {
        var named = new Named(request.RequiredText("name"));
        var wanted = request.RequiredText("new_name");
        ModelNames.Check(wanted, "new_name");
        ModelNames.Check(named.Model);

        var renamed = await store.UpdateModel(named.Model, new ModelChange(wanted), request.Cancel);
        if (renamed.Problem is { Code: ProblemCodes.ModelNameTaken })
            throw MlflowException.Exists($"Registered Model (name={wanted}) already exists.");
        var model = named.Found(renamed);
        return RegistryWire.Answer(model, (await store.GetLatestVersions([model.Name], request.Cancel)).OrThrow());
    }
}
