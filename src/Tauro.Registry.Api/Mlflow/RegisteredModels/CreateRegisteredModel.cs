using Tauro.Contracts;
using Tauro.Contracts.Models;
using Tauro.Mlflow;
using Tauro.Registry.Api.Mlflow.Wire;
using Tauro.Stores.Models;
using Tauro.Stores.Rules;

namespace Tauro.Registry.Api.Mlflow.RegisteredModels;

internal static class CreateRegisteredModel
{
    public static async Task<MlflowResult> Handle(MlflowRequest request, IModelStore store)
    {
        var name = request.RequiredString("name");
        var tags = ModelTags.Read(request);
        var description = request.String("description");
        ModelNames.Check(name);
        ModelTags.Check(tags);

        var created = await store.CreateModel(new NewModel(name, description, tags), request.Cancel);
        if (created.Problem is not { Code: ProblemCodes.ModelNameTaken })
            return RegistryWire.ToResponse(created.OrThrow(), []);
        var existing = await store.GetModel(name, request.Cancel);
        var byPrompt = existing.IsOk && ModelRules.IsPrompt(existing.Value.Tags);
        throw ModelNames.AlreadyExists(name, byPrompt, ModelTags.HasPromptTag(tags));
    }
}
