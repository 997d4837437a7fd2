using Tauro.Contracts.Models;
using Tauro.Mlflow;
using Tauro.Registry.Api.Mlflow.Wire;
using Tauro.Stores.Models;

namespace Tauro.Registry.Api.Mlflow.RegisteredModels;

/// <summary>Deletes a tag. It is not an error if the tag does not exist.</summary>
internal static class DeleteRegisteredModelTag
{
    public static async Task<MlflowAnswer> Handle(MlflowRequest request, IModelStore store)
    {
        var named = Named.ModelOf(request);
        var key = request.RequiredText("key");
        ModelTags.CheckKey(key);
        var change = new ModelChange(Tags: new Dictionary<string, string?> { [key] = null });
        named.Found(await store.UpdateModel(named.Model, change, request.Cancel));
        return MlflowAnswer.Empty;
    }
}
