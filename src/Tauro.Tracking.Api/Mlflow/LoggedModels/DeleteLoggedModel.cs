using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts.Ids;
using Tauro.Mlflow;
using Tauro.Stores.LoggedModels;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.LoggedModels;

/// <summary>Deletes a logged model. There is no body, so its content type is not checked.</summary>
internal static class DeleteLoggedModel
{
    public static async Task<MlflowResult> Handle(
        [FromRoute(Name = "model_id")] LoggedModelId modelId, ILoggedModelStore store, CancellationToken cancel)
    {
        (await store.DeleteLoggedModel(modelId, cancel)).OrThrow(modelId);
        return MlflowResult.Empty;
    }
}
