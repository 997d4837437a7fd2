using Tauro.Contracts;
using Tauro.Contracts.Artifacts;
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
        if (await runs.CheckWritable(runId, cancel) is { } refused) return refused;
        return RunArtifactPath.Create(run.Value, file.Value).Select(located => located.ToFile());
    }

    /// <summary>Finds the file of a run that a path of the store belongs to; null when there is none.</summary>
    public static async ValueTask<RunArtifactPath?> FindOwner(IRunStore runs, string stored, CancellationToken cancel)
    {
        foreach (var (runId, relative) in RunArtifactPath.Owners(stored))
        {
            var run = await runs.GetRun(runId, cancel);
            if (!run.IsOk) continue;
            var path = RunArtifactPath.Create(run.Value, relative);
            if (path.IsOk && path.Value.StorePath.Value == stored) return path.Value;
        }

        return null;
    }

    private static StoreOutcome<RunArtifactPath> Resolve(Run run, string path) =>
        ArtifactPath.TryParse(path, out var relative, out var error)
            ? RunArtifactPath.Create(run, relative)
            : StoreProblem.Invalid(ProblemCodes.InvalidPath, error);
}
