using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tauro.Storage;

namespace Tauro.Registry.Api.Uploads;

internal static class AppendUpload
{
    public static async Task<Results<UploadAnswer, Invalid, NotFound, Conflict>> Handle(
        [FromRoute(Name = "upload_id")] string uploadId,
        [FromHeader(Name = "Upload-Offset")] long? offset,
        HttpContext http,
        IArtifactStore artifacts) =>
        (await artifacts.Append(http, uploadId, offset))
            .Answer(upload => new UploadAnswer(VersionUpload.Relative(upload)));
}
