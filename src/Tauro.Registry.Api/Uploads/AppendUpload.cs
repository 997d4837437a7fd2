using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts;
using Tauro.Contracts.Artifacts;
using Tauro.Storage;

namespace Tauro.Registry.Api.Uploads;

internal static class AppendUpload
{
    public static async Task<Results<Ok<ArtifactUpload>, Invalid, NotFound, Conflict>> Handle(
        [FromRoute(Name = "upload_id")] string uploadId,
        [FromHeader(Name = "Upload-Offset")] long? offset,
        HttpRequest request,
        IArtifactStore artifacts,
        CancellationToken cancel)
    {
        if (offset is not >= 0)
            return Invalid.Because(
                ProblemCodes.InvalidRequest,
                "Upload-Offset is missing or negative; send the received_bytes of the upload, 0 at first.");
        return (await artifacts.AppendUpload(uploadId, offset.Value, request.Body, cancel))
            .Answer(upload => TypedResults.Ok(VersionUpload.Relative(upload)));
    }
}
