using Tauro.Contracts.Access;
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
        proxied.Get("artifacts", ListProxied.Handle).RequiresOn(AccessAction.Read, ResourceType.Run);
        proxied.Get("artifacts/{**path}", DownloadProxied.Handle).RequiresOn(AccessAction.Read, ResourceType.Run);
        proxied.Put("artifacts/{**path}", UploadProxied.Handle).RequiresOn(AccessAction.Update, ResourceType.Run)
            .WithStreamedBody();
        proxied.Delete("artifacts/{**path}", DeleteProxied.Handle).RequiresOn(AccessAction.Delete, ResourceType.Run);
        proxied.Post("mpu/create/{**path}", CreateMultipart.Handle).RequiresOn(AccessAction.Update, ResourceType.Run);
        proxied.Put("mpu/uploads/{upload_id}/{part:int}", UploadPart.Handle)
            .RequiresOn(AccessAction.Update, ResourceType.Run).WithStreamedBody();
        proxied.Post("mpu/complete/{**path}", CompleteMultipart.Handle)
            .RequiresOn(AccessAction.Update, ResourceType.Run);
        proxied.Post("mpu/abort/{**path}", AbortMultipart.Handle).RequiresOn(AccessAction.Update, ResourceType.Run);
        proxied.Get("presigned/{**path}", Presign).RequiresOn(AccessAction.Read, ResourceType.Run);

        var api = app.MapMlflow();
        api.Post("artifacts/presigned-upload-url", Presign).RequiresOn(AccessAction.Update, ResourceType.Run);
        api.Post("artifacts/presigned-download-url", Presign).RequiresOn(AccessAction.Read, ResourceType.Run);
        app.MapMlflowRoot().Get("get-artifact", DownloadRunArtifact.Handle)
            .RequiresOn(AccessAction.Read, ResourceType.Run);
        app.MapMlflowAjax().Post("upload-artifact", UploadRunArtifact.Handle)
            .RequiresOn(AccessAction.Update, ResourceType.Run).WithStreamedBody();
    }

    private static MlflowResult Presign(MlflowRequest request) => throw new MlflowException(
        MlflowErrorCodes.NotImplemented,
        "Presigned URLs are not supported by this artifact store; upload and download artifacts through the server.");
}
