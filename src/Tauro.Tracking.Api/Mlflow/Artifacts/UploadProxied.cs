using Tauro.Contracts.Artifacts;
using Tauro.Mlflow;
using Tauro.Stores.Artifacts;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.Artifacts;

internal static class UploadProxied
{
    public static async Task<MlflowAnswer> Handle(
        string? path, HttpContext http, ProxiedFiles files, ArtifactStore artifacts)
    {
        await Store(ProxiedPath.ParseFile(path), http, files, artifacts);
        return MlflowAnswer.Empty;
    }

    public static async Task Store(ArtifactPath path, HttpContext http, ProxiedFiles files, ArtifactStore artifacts)
    {
        var expect = ArtifactReception.Expected(http.Request).OrThrow();
        var happened = await files.Logged(path, http.RequestAborted);
        (await artifacts.Receive(http, path, expect, happened)).OrThrow();
    }
}
