using Tauro.Contracts.Artifacts;
using Tauro.Mlflow;

namespace Tauro.Tracking.Api.Mlflow.Artifacts;

/// <summary>
/// The address names a directory, the body a file on the client's disk, whose name the artifact takes.
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
