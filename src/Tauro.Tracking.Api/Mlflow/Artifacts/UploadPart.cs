using Microsoft.AspNetCore.Mvc;
using Tauro.Mlflow;
using Tauro.Stores.Artifacts;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.Artifacts;

/// <summary>
/// Stores one part, replacing it when it is sent again. The client sends its <c>ETag</c> to complete the upload.
/// </summary>
internal static class UploadPart
{
    public static async Task<MlflowAnswer> Handle(
        [FromRoute(Name = "upload_id")] string uploadId, int part, HttpContext http, IArtifactStore artifacts)
    {
        var upload = await MultipartUpload.Find(uploadId, artifacts, http.RequestAborted);
        if (part < 1 || part > upload.PartsMax)
            throw MlflowException.Invalid(
                $"Part {part} does not exist in this upload; its parts are 1 to {upload.PartsMax}.");
        var expect = ArtifactReception.Expected(http.Request).OrThrow();
        var received = (await artifacts.Receive(http, upload.Part(part), expect)).OrThrow();
        http.Response.Headers.ETag = $"\"{received.Artifact.Sha256}\"";
        return MlflowAnswer.Empty;
    }
}
