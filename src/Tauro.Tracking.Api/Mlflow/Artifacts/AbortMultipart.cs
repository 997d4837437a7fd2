using Tauro.Mlflow;
using Tauro.Stores.Artifacts;

namespace Tauro.Tracking.Api.Mlflow.Artifacts;

internal static class AbortMultipart
{
    public static async Task<MlflowResult> Handle(MlflowRequest request, ProxiedAccess access, ArtifactStore artifacts)
    {
        var target = await MultipartTarget.Parse(request, access);
        var uploadId = await MultipartTarget.RequireUpload(request, target, artifacts.GetUpload);
        (await artifacts.AbortUpload(uploadId, request.Cancel)).OrThrow();
        return MlflowResult.Empty;
    }
}
