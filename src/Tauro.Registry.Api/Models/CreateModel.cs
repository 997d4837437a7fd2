using Microsoft.AspNetCore.Http.HttpResults;
using Tauro.Contracts.Models;
using Tauro.Stores.Models;

namespace Tauro.Registry.Api.Models;

internal static class CreateModel
{
    public static async Task<Results<Created<RegisteredModel>, Invalid, NotFound, Conflict>> Handle(
        NewModel body, IModelStore store, CancellationToken cancel) =>
        (await store.CreateModel(body, cancel)).ToResult(model =>
            TypedResults.Created($"/api/v1/models/{Uri.EscapeDataString(model.Name)}", model));
}
