using Tauro.Mlflow;
using Tauro.Registry.Api.Mlflow.Wire;
using Tauro.Stores.Models;

namespace Tauro.Registry.Api.Mlflow.RegisteredModels;

internal static class DeleteRegisteredModel
{
    public static async Task<MlflowResult> Handle(MlflowRequest request, IModelStore store)
    {
        var target = ModelTarget.ReadModel(request);
        target.OrThrow(await store.DeleteModel(target.Model, cancel: request.Cancel));
        return MlflowResult.Empty;
    }
}
