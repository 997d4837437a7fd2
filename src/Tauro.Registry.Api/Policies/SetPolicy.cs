using Microsoft.AspNetCore.Http.HttpResults;
using Tauro.Contracts.Policies;
using Tauro.Stores.Policies;

namespace Tauro.Registry.Api.Policies;

internal static class SetPolicy
{
    public static async Task<Results<Ok<Policy>, Invalid, NotFound, Conflict>> Handle(
        string name, NewPolicy body, IPolicyStore store, CancellationToken cancel) =>
        (await store.SetPolicy(name, body with { By = Actor.Resolve(body.By) }, cancel))
            .ToResult(policy => TypedResults.Ok(policy));
}
