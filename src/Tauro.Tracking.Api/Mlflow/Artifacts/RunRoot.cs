using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Ids;
using Tauro.Mlflow;
using Tauro.Stores.Runs;
using Tauro.Tracking.Api.Artifacts;

namespace Tauro.Tracking.Api.Mlflow.Artifacts;

/// <summary>Finds the artifact root of a run in the store.</summary>
internal static class RunRoot
{
    /// <exception cref="MlflowException">There is no such run, or its artifacts are on another server.</exception>
    public static async Task<ArtifactPath> Find(IRunStore runs, RunId runId, CancellationToken cancel)
    {
        var run = await runs.GetRun(runId, cancel);
        if (!run.IsOk) throw MlflowException.Missing($"Run with id={runId} not found");
        return RunArtifactPath.Create(run.Value, ArtifactPath.Root).OrThrow().Root;
    }
}
