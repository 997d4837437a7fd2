using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts.Access;
using Tauro.Contracts.Ids;
using Tauro.Mlflow;
using Tauro.Stores.Artifacts;
using Tauro.Stores.Decisions;

namespace Tauro.Tracking.Api.Mlflow.Artifacts;

/// <summary>
/// Stores one part, replacing it when it is sent again. The client sends its <c>ETag</c> to complete the upload.
/// </summary>
internal static class UploadPart
{
    public static async Task<MlflowResult> Handle(
        [FromRoute(Name = "upload_id")] UploadId uploadId, int part, HttpContext http, ProxiedAccess access,
        ArtifactStore artifacts)
    {
        var upload = (await artifacts.GetUpload(uploadId, http.RequestAborted)).OrThrow();
        var path = MlflowArtifactPath.ParseFile(upload.Path);
        if (!await access.IsAllowed(AccessAction.Update, path, http.RequestAborted))
            throw MlflowException.From(UploadWrites.NotFound(uploadId));
        var expect = ArtifactReceiver.GetExpectation(http.Request).OrThrow();
        var received = await http.Receive(
            body => artifacts.PutPart(uploadId, part, body, expect, http.RequestAborted));
        http.Response.Headers.ETag = $"\"{received.OrThrow().Sha256}\"";
        return MlflowResult.Empty;
    }
}
