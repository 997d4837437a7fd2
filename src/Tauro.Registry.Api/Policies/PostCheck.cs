using Microsoft.AspNetCore.Http.HttpResults;
using Tauro.Contracts.Policies;
using Tauro.Stores.Policies;

namespace Tauro.Registry.Api.Policies;

internal static class PostCheck
{
    public static async Task<Results<Ok<VersionCheck>, Invalid, NotFound, Conflict>> Handle(
        string name, int version, string check, NewCheck body, IPolicyStore store, CancellationToken cancel) =>
        (await store.PostCheck(name, version, check, body with { By = Actor.Resolve(body.By) }, cancel))
            .ToResult(posted => TypedResults.Ok(posted));
}
