using Microsoft.AspNetCore.Http.HttpResults;
using Tauro.Contracts.Models;
using Tauro.Stores.Models;

namespace Tauro.Registry.Api.Versions;

internal static class UpdateVersion
{
    public static async Task<Results<Ok<ModelVersion>, Invalid, NotFound, Conflict>> Handle(
        string name, int version, ModelVersionChange body, IModelStore store, CancellationToken cancel) =>
        (await store.UpdateVersion(name, version, body, cancel)).ToResult(found => TypedResults.Ok(found));
}
