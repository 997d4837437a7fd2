using Tauro.ServiceDefaults;
using Tauro.Mlflow;

namespace Tauro.Tracking.Api.Mlflow.Artifacts;

/// <summary>
/// The artifact routes of MLflow's clients. Paths are relative to the root of the store:
/// <c>{experiment_id}/{run_id}/artifacts/…</c> for the artifacts of a run.
/// </summary>
internal static class ProxiedArtifacts
{
    public static void MapProxiedArtifacts(this IEndpointRouteBuilder app)
    {
        var proxied = app.MapMlflowArtifacts();
        proxied.Get("artifacts", ListProxied.Handle);
        proxied.Get("artifacts/{**path}", DownloadProxied.Handle);
        proxied.Put("artifacts/{**path}", UploadProxied.Handle).WithStreamedBody();
        proxied.Delete("artifacts/{**path}", DeleteProxied.Handle);
        proxied.Post("mpu/create/{**path}", CreateMultipart.Handle);
        proxied.Put("mpu/uploads/{upload_id}/{part:int}", UploadPart.Handle).WithStreamedBody();
        proxied.Post("mpu/complete/{**path}", CompleteMultipart.Handle);
        proxied.Post("mpu/abort/{**path}", AbortMultipart.Handle);
        proxied.Get("presigned/{**path}", Presign);

        var api = app.MapMlflow();
        api.Post("artifacts/presigned-upload-url", Presign);
        api.Post("artifacts/presigned-download-url", Presign);
        app.MapMlflowRoot().Get("get-artifact", DownloadRunArtifact.Handle);
        app.MapMlflowAjax().Post("upload-artifact", UploadRunArtifact.Handle).WithStreamedBody();
    }

    private static MlflowResult Presign(MlflowRequest request) => throw new MlflowException(
        MlflowErrorCodes.NotImplemented,
        "Presigned URLs are not supported by this artifact store; upload and download artifacts through the server.");
}
