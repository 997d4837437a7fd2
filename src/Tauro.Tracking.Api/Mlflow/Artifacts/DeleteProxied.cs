using Tauro.Contracts;
using Tauro.Contracts.Access;
using Tauro.Mlflow;
using Tauro.Stores.Artifacts;

namespace Tauro.Tracking.Api.Mlflow.Artifacts;

/// <summary>Deletes a file, or a directory and everything in it. Succeeds when there is none.</summary>
internal static class DeleteProxied
{
    public static async Task<MlflowResult> Handle(
        string? path, HttpContext http, ProxiedAccess access, ProxiedFiles files, ArtifactStore artifacts,
        CancellationToken cancel)
    {
        var target = ProxiedPath.ParseFile(path);
        await access.Require(AccessAction.Delete, target, cancel);
        var deleted = await artifacts.Delete(target, await files.DeletedEvent(target, cancel), cancel);
        if (deleted.Problem is { Code: not ProblemCodes.ArtifactNotFound } problem) throw MlflowException.From(problem);
        return MlflowResult.Empty;
    }
}
