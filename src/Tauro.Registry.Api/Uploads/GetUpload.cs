using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts.Artifacts;
using Tauro.Storage;

namespace Tauro.Registry.Api.Uploads;

internal static class GetUpload
{
    public static async Task<Results<Ok<ArtifactUpload>, Invalid, NotFound, Conflict>> Handle(
        [FromRoute(Name = "upload_id")] string uploadId, IArtifactStore artifacts, CancellationToken cancel) =>
        (await artifacts.GetUpload(uploadId, cancel))
            .Answer(upload => TypedResults.Ok(VersionUpload.Relative(upload)));
}
