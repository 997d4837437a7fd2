using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts.Models;
using Tauro.ServiceDefaults.Trail;
using Tauro.Stores.Models;

namespace Tauro.Registry.Api.Models;

internal static class GetModel
{
    public static async Task<Results<Ok<RegisteredModel>, Invalid, NotFound, Conflict>> Handle(
        string name, IModelStore store, CancellationToken cancel,
        [FromServices] IModelHistory? history = null, [FromQuery(Name = AsOf.Parameter)] string? asOf = null)
    {
        var model = asOf is null
            ? await store.GetModel(name, cancel)
            : await AsOf.Read(asOf, history, (past, time) => past.GetModel(name, time, cancel));
        return model.ToResult(found => TypedResults.Ok(found));
    }
}
