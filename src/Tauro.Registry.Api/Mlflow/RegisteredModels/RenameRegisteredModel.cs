using Tauro.Contracts;
using Tauro.Contracts.Models;
using Tauro.Mlflow;
using Tauro.Registry.Api.Mlflow.Wire;
using Tauro.Stores.Models;

namespace Tauro.Registry.Api.Mlflow.RegisteredModels;

/// <summary>Renames a model; its versions, tags and aliases are kept.</summary>
internal static class RenameRegisteredModel
{
    public static async Task<MlflowResult> Handle(MlflowRequest request, IModelStore store)
    {
        var target = new ModelTarget(request.RequiredString("name"));
        var newName = request.RequiredString("new_name");
        ModelNames.Check(newName, "new_name");
        ModelNames.Check(target.Model);

        var renamed = await store.UpdateModel(target.Model, new ModelChange(newName), request.Cancel);
        if (renamed.Problem is { Code: ProblemCodes.ModelNameTaken })
            throw MlflowException.AlreadyExists($"Registered Model (name={newName}) already exists.");
        var model = target.OrThrow(renamed);
        return RegistryWire.ToResponse(model, (await store.GetLatestVersions([model.Name], request.Cancel)).OrThrow());
    }
}
