using Microsoft.AspNetCore.Http.HttpResults;
using Tauro.Stores.Models;

namespace Tauro.Registry.Api.Models;

internal static class DeleteModel
{
    public static async Task<Results<NoContent, Invalid, NotFound, Conflict>> Handle(
        string name, IModelStore store, CancellationToken cancel) =>
        (await store.DeleteModel(name, cancel: cancel)).ToResult(_ => TypedResults.NoContent());
}
