using Microsoft.AspNetCore.Http.HttpResults;
using Tauro.Contracts.Artifacts;
using Tauro.Registry.Api.Artifacts;
using Tauro.Stores.Artifacts;
using Tauro.Stores.Models;

namespace Tauro.Registry.Api.Uploads;

internal static class BeginUpload
{
    public static async Task<Results<UploadCreated, Invalid, NotFound, Conflict>> Handle(
        string name,
        int version,
        NewUpload body,
        IModelStore store,
        ArtifactStore artifacts,
        CancellationToken cancel) =>
        await artifacts.Begin(
            body,
            await OpenVersion.FindFile(store, name, version, body.Path, cancel),
            VersionUploads.Address,
            cancel);
}
