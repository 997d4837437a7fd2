using Microsoft.AspNetCore.Http.HttpResults;
using Tauro.Storage;

namespace Tauro.Registry.Api.Aliases;

internal static class DeleteAlias
{
    public static async Task<Results<NoContent, Invalid, NotFound, Conflict>> Handle(
        string name, string alias, IModelStore store, CancellationToken cancel) =>
        (await store.DeleteAlias(name, alias, cancel)).Answer(_ => TypedResults.NoContent());
}
