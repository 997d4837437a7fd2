using Microsoft.AspNetCore.Http.HttpResults;
using Tauro.Contracts.Models;
using Tauro.Stores.Models;

namespace Tauro.Registry.Api.Versions;

internal static class GetLatestVersion
{
    public static async Task<Results<Ok<ModelVersion>, Invalid, NotFound, Conflict>> Handle(
        string name, string? stage, IModelStore store, ModelStages stages, CancellationToken cancel)
    {
        var parsed = stages.Parse(stage);
        return parsed.Problem is { } problem
            ? problem.ToResult<Ok<ModelVersion>>()
            : (await store.GetLatestVersion(name, parsed.Value, cancel)).ToResult(version => TypedResults.Ok(version));
    }
}
