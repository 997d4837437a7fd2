using Tauro.Contracts;
using Tauro.Contracts.Models;
using Tauro.Mlflow;
using Tauro.Registry.Api.Mlflow.Wire;
using Tauro.Stores.Models;
using Tauro.Stores.Rules;

namespace Tauro.Registry.Api.Mlflow.RegisteredModels;

internal static class CreateRegisteredModel
{
    public static async Task<MlflowAnswer> Handle(MlflowRequest request, IModelStore store)
    {
        var name = request.RequiredText("name");
        var tags = ModelTags.Read(request);
        var description = request.Text("description");
        ModelNames.Check(name);
        ModelTags.Check(tags);

        var created = await store.CreateModel(new NewModel(name, description, tags), request.Cancel);
        if (created.Problem is not { Code: ProblemCodes.ModelNameTaken })
            return RegistryWire.Answer(created.OrThrow(), []);
        var holder = await store.GetModel(name, request.Cancel);
        var byPrompt = holder.IsOk && ModelRules.IsPrompt(holder.Value.Tags);
        throw ModelNames.Taken(name, byPrompt, ModelTags.SayPrompt(tags));
    }
}
