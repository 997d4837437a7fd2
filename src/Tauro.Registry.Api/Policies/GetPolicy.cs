using Microsoft.AspNetCore.Http.HttpResults;
using Tauro.Contracts.Policies;
using Tauro.Stores.Policies;

namespace Tauro.Registry.Api.Policies;

internal static class GetPolicy
{
    public static async Task<Results<Ok<Policy>, Invalid, NotFound, Conflict>> Handle(
        string name, int? version, IPolicyStore store, CancellationToken cancel) =>
        (await store.GetPolicy(name, version, cancel)).ToResult(policy => TypedResults.Ok(policy));
}
