using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts.Models;
using Tauro.ServiceDefaults.Trail;
using Tauro.Stores.Models;

namespace Tauro.Registry.Api.Aliases;

internal static class GetAlias
{
    public static async Task<Results<Ok<ModelVersion>, Invalid, NotFound, Conflict>> Handle(
        string name, string alias, IModelStore store, CancellationToken cancel,
        [FromServices] IModelHistory? history = null, [FromQuery(Name = AsOf.Parameter)] string? asOf = null)
    {
        var version = asOf is null
            ? await store.GetVersionByAlias(name, alias, cancel)
            : await AsOf.Read(asOf, history, (past, time) => past.GetVersionByAlias(name, alias, time, cancel));
        return version.ToResult(found => TypedResults.Ok(found));
    }
}
