using Microsoft.AspNetCore.Mvc;
using Tauro.Mlflow;
using Tauro.Stores.LoggedModels;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.LoggedModels;

/// <summary>Has no body, so none is demanded to be JSON.</summary>
internal static class DeleteLoggedModel
{
    public static async Task<MlflowAnswer> Handle(
        [FromRoute(Name = "model_id")] string modelId, ILoggedModelStore store, CancellationToken cancel)
    {
        (await store.DeleteLoggedModel(modelId, cancel)).OrThrow(modelId);
        return MlflowAnswer.Empty;
    }
}
