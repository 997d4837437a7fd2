using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts.Models;
using Tauro.ServiceDefaults.Trail;
using Tauro.Stores.Models;

namespace Tauro.Registry.Api.Models;

internal static class GetTimeline
{
    public static async Task<Results<Ok<ModelTimeline>, Invalid, NotFound, Conflict>> Handle(
        string name, CancellationToken cancel, [FromServices] IModelHistory? history = null) =>
        (history is null ? AsOf.NoTrail : await history.GetTimeline(name, cancel)).ToResult(TypedResults.Ok);
}
