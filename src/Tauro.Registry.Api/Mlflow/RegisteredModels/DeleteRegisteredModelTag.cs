using Tauro.Contracts.Models;
using Tauro.Mlflow;
using Tauro.Registry.Api.Mlflow.Wire;
using Tauro.Stores.Models;

namespace Tauro.Registry.Api.Mlflow.RegisteredModels;

/// <summary>Deletes a tag. It is not an error if the tag does not exist.</summary>
internal static class DeleteRegisteredModelTag
{
    public static async Task<MlflowResult> Handle(MlflowRequest request, IModelStore store)
    {
        var target = ModelTarget.ReadModel(request);
        var key = request.RequiredString("key");
        ModelTags.CheckKey(key);
        var change = new ModelChange(Tags: new Dictionary<string, string?> { [key] = null });
        target.OrThrow(await store.UpdateModel(target.Model, change, request.Cancel));
        return MlflowResult.Empty;
    }
}
