using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts;
using Tauro.ServiceDefaults.Problems;
using Tauro.Storage;
using Tauro.Tracking.Api.Artifacts;

namespace Tauro.Tracking.Api.Uploads;

internal static class AppendUpload
{
    public static async Task<Results<UploadAnswer, Invalid, NotFound, Conflict>> Handle(
        [FromRoute(Name = "upload_id")] string uploadId,
        [FromHeader(Name = "Upload-Offset")] long? offset,
        HttpRequest request,
        IArtifactStore artifacts,
        TrackingMetrics metrics,
        CancellationToken cancel)
    {
        if (offset is not >= 0)
            return Invalid.Because(ProblemCodes.InvalidRequest,
                "The header Upload-Offset is missing or negative; give the received_bytes that the upload tells.");
        if (offset > Limits.ArtifactBytesMax || offset + (request.ContentLength ?? 0) > Limits.ArtifactBytesMax)
            return Invalid.Because(ProblemCodes.LimitExceeded,
                $"The upload would go beyond {Limits.ArtifactBytesMax} bytes, the limit of an artifact.");

        var body = new BoundedStream(request.Body, Limits.ArtifactBytesMax - offset.Value);
        var appended = await artifacts.AppendUpload(uploadId, offset.Value, body, cancel);
        metrics.ArtifactReceived(body.Count);
        return appended.Answer(upload => new UploadAnswer(upload));
    }
}
