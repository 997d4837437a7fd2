using Microsoft.AspNetCore.Http.HttpResults;
using Tauro.Contracts.Models;
using Tauro.Stores.Models;

namespace Tauro.Registry.Api.Models;

internal static class GetModel
{
    public static async Task<Results<Ok<RegisteredModel>, Invalid, NotFound, Conflict>> Handle(
        string name, IModelStore store, CancellationToken cancel) =>
        (await store.GetModel(name, cancel)).ToResult(model => TypedResults.Ok(model));
}
