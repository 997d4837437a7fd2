using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tauro.Storage;

namespace Tauro.Registry.Api.Uploads;

internal static class AbortUpload
{
    public static async Task<Results<NoContent, Invalid, NotFound, Conflict>> Handle(
        [FromRoute(Name = "upload_id")] string uploadId, IArtifactStore artifacts, CancellationToken cancel) =>
        (await artifacts.AbortUpload(uploadId, cancel)).Answer(_ => TypedResults.NoContent());
}
