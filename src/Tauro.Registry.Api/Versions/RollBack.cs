using Microsoft.AspNetCore.Http.HttpResults;
using Tauro.Contracts.Models;
using Tauro.Registry.Api.Policies;
using Tauro.Stores.Models;

namespace Tauro.Registry.Api.Versions;

internal static class RollBack
{
    public static async Task<Results<Ok<RollbackResult>, Invalid, NotFound, Conflict>> Handle(
        string name, RollbackRequest body, IModelStore store, CancellationToken cancel) =>
        (await store.Rollback(name, body with { By = Actor.Resolve(body.By) }, cancel))
            .ToResult(result => TypedResults.Ok(result));
}
