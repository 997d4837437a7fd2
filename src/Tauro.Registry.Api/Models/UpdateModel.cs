using Microsoft.AspNetCore.Http.HttpResults;
using Tauro.Contracts.Models;
using Tauro.Stores.Models;

namespace Tauro.Registry.Api.Models;

internal static class UpdateModel
{
    public static async Task<Results<Ok<RegisteredModel>, Invalid, NotFound, Conflict>> Handle(
        string name, ModelChange body, IModelStore store, CancellationToken cancel) =>
        (await store.UpdateModel(name, body, cancel)).ToResult(model => TypedResults.Ok(model));
}
