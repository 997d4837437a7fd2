using Microsoft.AspNetCore.Http.HttpResults;
using Tauro.Contracts.Models;
using Tauro.Stores.Models;

namespace Tauro.Registry.Api.Versions;

internal static class GetVersion
{
    public static async Task<Results<Ok<ModelVersion>, Invalid, NotFound, Conflict>> Handle(
        string name, int version, IModelStore store, CancellationToken cancel) =>
        (await store.GetVersion(name, version, cancel)).ToResult(found => TypedResults.Ok(found));
}
