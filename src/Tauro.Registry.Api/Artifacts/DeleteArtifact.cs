using Microsoft.AspNetCore.Http.HttpResults;
using Tauro.Stores.Artifacts;
using Tauro.Stores.Models;

namespace Tauro.Registry.Api.Artifacts;

internal static class DeleteArtifact
{
    public static async Task<Results<NoContent, Invalid, NotFound, Conflict>> Handle(
        string name,
        int version,
        string? path,
        IModelStore store,
        ArtifactStore artifacts,
        CancellationToken cancel) =>
        await artifacts.Delete(await OpenVersion.FindFile(store, name, version, path, cancel), cancel);
}
