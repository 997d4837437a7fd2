using Tauro.Contracts;
using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Events;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Runs;
using Tauro.Stores;
using Tauro.Stores.Events;
using Tauro.Stores.Rules;

namespace Tauro.Tracking.Api.Artifacts;

/// <summary>
/// The path of a run's artifact in the store: below the run's <see cref="Run.ArtifactUri"/>, which is
/// <c>{experiment_id}/{run_id}/artifacts</c> unless the experiment has an artifact location of its own.
/// </summary>
internal readonly record struct RunArtifactPath
{
    private const string Folder = "artifacts";

    private RunArtifactPath(RunId runId, ArtifactPath root, ArtifactPath below) =>
        (RunId, Root, StorePath, Relative) = (runId, root, root.Append(below), below);

    public RunId RunId { get; }

    /// <summary>Relative to the store's root.</summary>
    public ArtifactPath StorePath { get; }

    /// <summary>The run's artifact root in the store.</summary>
    public ArtifactPath Root { get; }

    /// <summary>Relative to the run's artifact root; may be the root itself.</summary>
    public ArtifactPath Relative { get; }

    /// <summary>Returns the path; a problem when the run's artifacts are not in this store.</summary>
    public static StoreOutcome<RunArtifactPath> Create(Run run, ArtifactPath relative) =>
        ArtifactLocations.TryGetPath(run.ArtifactUri, out var root)
            ? new RunArtifactPath(run.RunId, root, relative)
            : StoreProblem.Conflict(
                ProblemCodes.ArtifactsElsewhere,
                $"The artifacts of run {run.RunId} are at '{run.ArtifactUri}', which this server does not serve; use "
                + "them there.");

    /// <summary>Returns the artifact, with the events to commit when it changes.</summary>
    public ArtifactFile ToFile()
    {
        var (runId, path) = (RunId, Relative.Value);
        return new ArtifactFile(
            Root,
            Relative,
            $"/api/v1/runs/{runId}/artifacts/{string.Join('/', path.Split('/').Select(Uri.EscapeDataString))}",
            stored => PendingEvent.From(new ArtifactLogged(runId, path, stored.SizeBytes ?? 0, stored.Sha256 ?? "")),
            _ => PendingEvent.From(new ArtifactDeleted(runId, path)));
    }

    /// <summary>
    /// Returns the runs that a path of the store can belong to, with the path below their root. Which of them, only
    /// their artifact URIs show.
    /// </summary>
    public static IEnumerable<(RunId RunId, ArtifactPath Relative)> Owners(string stored)
    {
        var segments = stored.Split('/');
        for (var i = 0; i + 1 < segments.Length; i++)
        {
            if (segments[i + 1] != Folder || !RunsUri.IsRunId(segments[i])) continue;
            if (ArtifactPath.TryParse(string.Join('/', segments[(i + 2)..]), out var below, out _))
                yield return (new RunId(segments[i]), below);
        }
    }
}
