using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts;
using Tauro.Mlflow;
using Tauro.Stores.LoggedModels;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.LoggedModels;

internal static class LoggedModelTags
{
    public static async Task<MlflowAnswer> Set(MlflowRequest request, ILoggedModelStore store)
    {
        var tags = CreateLoggedModel.Pairs(request, "tags", "key", Limits.TagValueLengthMax);
        (await store.SetLoggedModelTags(request.Route("model_id"), tags, request.Cancel)).OrThrow();
        return MlflowAnswer.Empty;
    }

    public static async Task<MlflowAnswer> Delete(
        [FromRoute(Name = "model_id")] string modelId, [FromRoute(Name = "tag_key")] string? key,
        ILoggedModelStore store, CancellationToken cancel)
    {
        (await store.DeleteLoggedModelTag(modelId, key ?? "", cancel)).OrThrow();
        return MlflowAnswer.Empty;
    }
}
