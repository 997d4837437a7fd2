using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tauro.Storage;

namespace Tauro.Registry.Api.Uploads;

internal static class GetUpload
{
    public static async Task<Results<UploadAnswer, Invalid, NotFound, Conflict>> Handle(
        [FromRoute(Name = "upload_id")] string uploadId, IArtifactStore artifacts, CancellationToken cancel) =>
        (await artifacts.GetUpload(uploadId, cancel))
            .Answer(upload => new UploadAnswer(VersionUpload.Relative(upload)));
}
