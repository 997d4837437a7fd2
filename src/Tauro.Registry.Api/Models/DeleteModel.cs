using Microsoft.AspNetCore.Http.HttpResults;
using Tauro.Storage;

namespace Tauro.Registry.Api.Models;

internal static class DeleteModel
{
    public static async Task<Results<NoContent, Invalid, NotFound, Conflict>> Handle(
        string name, IModelStore store, CancellationToken cancel) =>
        (await store.DeleteModel(name, cancel)).Answer(_ => TypedResults.NoContent());
}
