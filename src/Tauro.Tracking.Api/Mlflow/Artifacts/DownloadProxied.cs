using Tauro.Contracts.Access;
using Tauro.Contracts.Artifacts;
using Tauro.Mlflow;
using Tauro.Stores.Artifacts;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.Artifacts;

internal static class DownloadProxied
{
    public static async Task<ArtifactDownload> Handle(
        string? path, HttpContext http, ProxiedAccess access, ArtifactStore artifacts, CancellationToken cancel)
    {
        var file = ProxiedPath.ParseFile(path);
        await access.Require(AccessAction.Read, file, cancel);
        return await Open(file, artifacts, cancel);
    }

    public static async Task<ArtifactDownload> Open(
        ArtifactPath path, ArtifactStore artifacts, CancellationToken cancel)
    {
        var content = (await artifacts.Open(path, cancel)).OrThrow();
        return new ArtifactDownload(content, path.Name, MlflowContentTypes.FromFileName(path.Name));
    }
}
