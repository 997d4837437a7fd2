using Microsoft.AspNetCore.Http.HttpResults;
using Tauro.Stores.Policies;

namespace Tauro.Registry.Api.Policies;

internal static class DeletePolicy
{
    public static async Task<Results<NoContent, Invalid, NotFound, Conflict>> Handle(
        string name, string? by, IPolicyStore store, CancellationToken cancel) =>
        (await store.DeletePolicy(name, Actor.Resolve(by), cancel)).ToResult(_ => TypedResults.NoContent());
}
