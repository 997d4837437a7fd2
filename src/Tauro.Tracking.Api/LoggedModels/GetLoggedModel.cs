using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts.Ids;
using Tauro.Contracts.LoggedModels;
using Tauro.ServiceDefaults.Problems;
using Tauro.Stores.LoggedModels;

namespace Tauro.Tracking.Api.LoggedModels;

internal static class GetLoggedModel
{
    public static async Task<Results<Ok<LoggedModel>, Invalid, NotFound, Conflict>> Handle(
        [FromRoute(Name = "model_id")] LoggedModelId modelId, ILoggedModelStore store, CancellationToken cancel) =>
        (await store.GetLoggedModel(modelId, cancel: cancel)).ToResult(TypedResults.Ok);
}
