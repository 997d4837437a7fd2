using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tauro.ServiceDefaults.Problems;
using Tauro.Storage;

namespace Tauro.Tracking.Api.Uploads;

internal static class GetUpload
{
    public static async Task<Results<UploadAnswer, Invalid, NotFound, Conflict>> Handle(
        [FromRoute(Name = "upload_id")] string uploadId, IArtifactStore artifacts, CancellationToken cancel) =>
        (await artifacts.GetUpload(uploadId, cancel))
        .Answer(upload => new UploadAnswer(RunUpload.Relative(upload)));
}
