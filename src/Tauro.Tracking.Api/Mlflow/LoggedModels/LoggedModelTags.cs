using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.Mlflow;
using Tauro.Stores.LoggedModels;
using Tauro.Stores.Rules;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.LoggedModels;

internal static class LoggedModelTags
{
    public static async Task<MlflowResult> Set(MlflowRequest request, ILoggedModelStore store)
    {
        var tags = CreateLoggedModel.Pairs(request, "tags", "key", Limits.TagValueLengthMax);
        var modelId = request.RouteId<LoggedModelId>("model_id");
        (await store.SetLoggedModelTags(modelId, tags, request.Cancel)).OrThrow(modelId);
        return MlflowResult.Empty;
    }

    public static async Task<MlflowResult> Delete(
        [FromRoute(Name = "model_id")] LoggedModelId modelId, [FromRoute(Name = "tag_key")] string? key,
        ILoggedModelStore store, CancellationToken cancel)
    {
        var deleted = await store.DeleteLoggedModelTag(modelId, key ?? "", cancel);
        if (deleted.Problem?.Code == ProblemCodes.TagNotFound)
            throw MlflowException.Missing(
                $"No tag with key '{NameRules.Excerpt(key ?? "")}' found for model with ID '{modelId}'.");
        deleted.OrThrow(modelId);
        return MlflowResult.Empty;
    }
}
