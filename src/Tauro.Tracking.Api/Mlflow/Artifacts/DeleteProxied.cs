using Tauro.Contracts;
using Tauro.Mlflow;
using Tauro.Stores.Artifacts;

namespace Tauro.Tracking.Api.Mlflow.Artifacts;

/// <summary>Deletes a file, or a directory and everything in it. Succeeds when there is none.</summary>
internal static class DeleteProxied
{
    public static async Task<MlflowAnswer> Handle(
        string? path, ProxiedFiles files, ArtifactStore artifacts, CancellationToken cancel)
    {
        var gone = ProxiedPath.ParseFile(path);
        var deleted = await artifacts.Delete(gone, await files.Deleted(gone, cancel), cancel);
        if (deleted.Problem is { Code: not ProblemCodes.ArtifactNotFound } problem) throw MlflowException.Of(problem);
        return MlflowAnswer.Empty;
    }
}
