using Microsoft.AspNetCore.Http.HttpResults;
using Tauro.Contracts.Models;
using Tauro.Stores.Models;

namespace Tauro.Registry.Api.Aliases;

internal static class GetAlias
{
    public static async Task<Results<Ok<ModelVersion>, Invalid, NotFound, Conflict>> Handle(
        string name, string alias, IModelStore store, CancellationToken cancel) =>
        (await store.GetVersionByAlias(name, alias, cancel)).ToResult(version => TypedResults.Ok(version));
}
