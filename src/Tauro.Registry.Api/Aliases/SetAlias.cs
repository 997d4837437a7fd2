using Microsoft.AspNetCore.Http.HttpResults;
using Tauro.Contracts.Models;
using Tauro.Stores.Models;

namespace Tauro.Registry.Api.Aliases;

internal static class SetAlias
{
    public static async Task<Results<Ok<RegisteredModel>, Invalid, NotFound, Conflict>> Handle(
        string name, string alias, AliasTarget body, IModelStore store, CancellationToken cancel) =>
        (await store.SetAlias(name, alias, body.Version, cancel)).ToResult(model => TypedResults.Ok(model));
}
