using Microsoft.AspNetCore.Http.HttpResults;
using Tauro.Contracts.Models;
using Tauro.ServiceDefaults.Json;
using Tauro.Stores.Models;

namespace Tauro.Registry.Api.Versions;

internal static class GetLatestVersion
{
    public static async Task<Results<Ok<ModelVersion>, Invalid, NotFound, Conflict>> Handle(
        string name, Choice<ModelStage>? stage, IModelStore store, CancellationToken cancel) =>
        (await store.GetLatestVersion(name, stage?.Value, cancel)).ToResult(version => TypedResults.Ok(version));
}
