using Tauro.Contracts.Artifacts;
using Tauro.Mlflow;

namespace Tauro.Tracking.Api.Mlflow.Artifacts;

/// <summary>
/// The path of the finished artifact: the directory in the URL, and the file name from the client's local path in the
/// body.
/// </summary>
internal static class MultipartTarget
{
    public static ArtifactPath Of(MlflowRequest request)
    {
        var directory = ProxiedPath.Parse(request.Route("path"));
        var local = request.RequiredText("path");
        var name = ProxiedPath.ParseFile(local[(local.LastIndexOfAny(['/', '\\']) + 1)..]);
        return directory.Append(name);
    }
}
