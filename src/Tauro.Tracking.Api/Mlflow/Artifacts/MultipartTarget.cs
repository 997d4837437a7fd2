using Tauro.Contracts.Access;
using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Ids;
using Tauro.Mlflow;
using Tauro.Stores;
using Tauro.Stores.Decisions;

namespace Tauro.Tracking.Api.Mlflow.Artifacts;

/// <summary>
/// The path of the finished artifact: the directory in the URL, and the file name from the client's local path in the
/// body.
/// </summary>
internal static class MultipartTarget
{
    public static async Task<ArtifactPath> Parse(MlflowRequest request, ProxiedAccess access)
    {
        var directory = ProxiedPath.Parse(request.Route("path"));
        var local = request.RequiredString("path");
        var name = MlflowArtifactPath.ParseFile(local[(local.LastIndexOfAny(['/', '\\']) + 1)..]);
        var target = directory.Append(name);
        await access.Require(AccessAction.Update, target, request.Cancel);
        return target;
    }

    /// <summary>The id of the upload that a request names.</summary>
    /// <exception cref="MlflowException">There is no such upload of this path.</exception>
    public static async Task<UploadId> RequireUpload(
        MlflowRequest request, ArtifactPath target,
        Func<UploadId, CancellationToken, ValueTask<StoreOutcome<ArtifactUpload>>> find)
    {
        var uploadId = request.Id<UploadId>("upload_id") ?? default;
        var upload = (await find(uploadId, request.Cancel)).OrThrow();
        return upload.Path == target.Value ? uploadId : throw MlflowException.From(UploadWrites.NotFound(uploadId));
    }
}
