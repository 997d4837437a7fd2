using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts.Models;
using Tauro.ServiceDefaults.Trail;
using Tauro.Stores.Models;

namespace Tauro.Registry.Api.Versions;

internal static class GetVersion
{
    public static async Task<Results<Ok<ModelVersion>, Invalid, NotFound, Conflict>> Handle(
        string name, int version, IModelStore store, CancellationToken cancel,
        [FromServices] IModelHistory? history = null, [FromQuery(Name = AsOf.Parameter)] string? asOf = null)
    {
        var outcome = asOf is null
            ? await store.GetVersion(name, version, cancel)
            : await AsOf.Read(asOf, history, (past, time) => past.GetVersion(name, version, time, cancel));
        return outcome.ToResult(found => TypedResults.Ok(found));
    }
}
