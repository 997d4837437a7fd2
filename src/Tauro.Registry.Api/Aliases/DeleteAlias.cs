using Microsoft.AspNetCore.Http.HttpResults;
using Tauro.Stores.Models;

namespace Tauro.Registry.Api.Aliases;

internal static class DeleteAlias
{
    public static async Task<Results<NoContent, Invalid, NotFound, Conflict>> Handle(
        string name, string alias, IModelStore store, CancellationToken cancel) =>
        (await store.DeleteAlias(name, alias, cancel)).ToResult(_ => TypedResults.NoContent());
}
