using Microsoft.AspNetCore.Http.HttpResults;
using Tauro.Contracts;
using Tauro.Contracts.Models;
using Tauro.Registry.Api.Artifacts;
using Tauro.Stores.Artifacts;
using Tauro.Stores.Models;

namespace Tauro.Registry.Api.Versions;

internal static class FinalizeVersion
{
    public static async Task<Results<Ok<ModelVersion>, Invalid, NotFound, Conflict>> Handle(
        string name, int version, IModelStore store, ArtifactStore artifacts, CancellationToken cancel)
    {
        var open = await OpenVersion.Find(store, name, version, cancel);
        if (open.Problem is { } closed) return closed.ToResult<Ok<ModelVersion>>();

        var files = await VersionRoot.ListFiles(artifacts, open.Value, cancel);
        if (files.Problem is { } unlisted) return unlisted.ToResult<Ok<ModelVersion>>();
        if (files.Value.Count == 0)
            return Conflict.Because(
                ProblemCodes.ArtifactNotFound,
                $"Version {version} of '{name}' has no file yet. PUT one to " +
                $"/api/v1/models/{Uri.EscapeDataString(name)}/versions/{version}/artifacts/{{path}} " +
                "and finalize again.");
        return (await store.MarkReady(name, version, open.Value.ModelId, files.Value, cancel))
            .ToResult(ready => TypedResults.Ok(ready));
    }
}
