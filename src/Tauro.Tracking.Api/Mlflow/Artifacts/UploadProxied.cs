using Tauro.Contracts.Access;
using Tauro.Contracts.Artifacts;
using Tauro.Mlflow;
using Tauro.Stores.Artifacts;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.Artifacts;

internal static class UploadProxied
{
    public static async Task<MlflowResult> Handle(
        string? path, HttpContext http, ProxiedAccess access, ProxiedFiles files, ArtifactStore artifacts)
    {
        var file = ProxiedPath.ParseFile(path);
        await access.Require(AccessAction.Update, file, http.RequestAborted);
        await Store(file, http, files, artifacts);
        return MlflowResult.Empty;
    }

    public static async Task Store(ArtifactPath path, HttpContext http, ProxiedFiles files, ArtifactStore artifacts)
    {
        var expect = ArtifactReceiver.GetExpectation(http.Request).OrThrow();
        var toEvent = await files.LoggedEvent(path, http.RequestAborted);
        (await artifacts.Receive(http, path, expect, toEvent)).OrThrow();
    }
}
