using Tauro.Mlflow;
using Tauro.Stores.Artifacts;

namespace Tauro.Tracking.Api.Mlflow.Artifacts;

internal static class AbortMultipart
{
    public static async Task<MlflowAnswer> Handle(MlflowRequest request, IArtifactStore artifacts)
    {
        var target = MultipartTarget.Of(request);
        var upload = await MultipartUpload.Find(request.Text("upload_id") ?? "", target, artifacts, request.Cancel);
        await upload.Drop(artifacts, request.Cancel);
        return MlflowAnswer.Empty;
    }
}
