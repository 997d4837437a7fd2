using Microsoft.AspNetCore.Http.HttpResults;
using Tauro.Stores.Models;

namespace Tauro.Registry.Api.Versions;

internal static class DeleteVersion
{
    public static async Task<Results<NoContent, Invalid, NotFound, Conflict>> Handle(
        string name, int version, IModelStore store, CancellationToken cancel) =>
        (await store.DeleteVersion(name, version, cancel)).ToResult(_ => TypedResults.NoContent());
}
