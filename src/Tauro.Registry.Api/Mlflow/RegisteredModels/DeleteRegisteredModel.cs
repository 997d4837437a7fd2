using Tauro.Mlflow;
using Tauro.Registry.Api.Mlflow.Wire;
using Tauro.Stores.Models;

namespace Tauro.Registry.Api.Mlflow.RegisteredModels;

internal static class DeleteRegisteredModel
{
    public static async Task<MlflowAnswer> Handle(MlflowRequest request, IModelStore store)
    {
        var named = Named.ModelOf(request);
        named.Found(await store.DeleteModel(named.Model, request.Cancel));
        return MlflowAnswer.Empty;
    }
}
