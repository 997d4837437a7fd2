using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Runs;
using Tauro.Stores;
using Tauro.Stores.Runs;

namespace Tauro.Tracking.Api.Artifacts;

/// <summary>Finds the path of a run's artifact in the store, or returns the problem.</summary>
internal static class RunArtifacts
{
    /// <summary>Finds the root or any path below it, of any run.</summary>
    public static async ValueTask<StoreOutcome<RunArtifactPath>> Locate(
        IRunStore runs, RunId runId, string? path, CancellationToken cancel)
    {
        var run = await runs.GetRun(runId, cancel);
        return run.Problem is { } problem ? problem : Resolve(run.Value, path ?? "");
    }

    /// <summary>Finds a file of any run.</summary>
    public static async ValueTask<StoreOutcome<RunArtifactPath>> LocateFile(
        IRunStore runs, RunId runId, string? path, CancellationToken cancel) =>
        ArtifactName.Parse(path).Problem is { } invalid ? invalid : await Locate(runs, runId, path, cancel);

    /// <summary>Finds a file of a run that may be changed, so not of a deleted one.</summary>
    public static async ValueTask<StoreOutcome<ArtifactFile>> LocateForWriting(
        IRunStore runs, RunId runId, string? path, CancellationToken cancel)
    {
        var file = ArtifactName.Parse(path);
        if (file.Problem is { } invalid) return invalid;
        var run = await runs.GetRun(runId, cancel);
        if (run.Problem is { } problem) return problem;
        if (run.Value.LifecycleStage == LifecycleStage.Deleted)
            return StoreProblem.Conflict(
                ProblemCodes.RunDeleted, $"Run {runId} is deleted; restore it before changing its artifacts.");
        return Resolve(run.Value, path!).Select(located => located.ToFile());
    }

    private static StoreOutcome<RunArtifactPath> Resolve(Run run, string path) =>
        RunArtifactPath.TryCreate(run, path, out var located, out var error)
            ? located
            : StoreProblem.Invalid(ProblemCodes.InvalidPath, error);
}
