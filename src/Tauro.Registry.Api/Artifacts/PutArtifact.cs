using Microsoft.AspNetCore.Http.HttpResults;
using Tauro.Stores.Artifacts;
using Tauro.Stores.Models;

namespace Tauro.Registry.Api.Artifacts;

internal static class PutArtifact
{
    public static async Task<Results<ArtifactStored, Invalid, NotFound, Conflict>> Handle(
        string name,
        int version,
        string? path,
        HttpContext http,
        IModelStore store,
        ArtifactStore artifacts,
        CancellationToken cancel) =>
        await artifacts.Put(http, await OpenVersion.FindFile(store, name, version, path, cancel));
}
