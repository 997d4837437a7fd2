using System.Diagnostics.CodeAnalysis;
using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Events;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Runs;
using Tauro.Stores.Events;

namespace Tauro.Tracking.Api.Artifacts;

/// <summary>
/// The path of a run's artifact in the store: <c>{experiment_id}/{run_id}/artifacts/{path}</c>, as in the run's
/// <see cref="Run.ArtifactUri"/>.
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

    public static bool TryCreate(
        Run run, string? relative, out RunArtifactPath path, [NotNullWhen(false)] out string? error)
    {
        path = default;
        if (!ArtifactPath.TryParse(relative, out var below, out error)) return false;
        // The service generated both ids, so the root is always valid.
        if (!ArtifactPath.TryParse($"{run.ExperimentId}/{run.RunId}/{Folder}", out var root, out error)) return false;
        path = new RunArtifactPath(run.RunId, root, below);
        return true;
    }

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

    /// <summary>Parses a path of the store; returns false when it belongs to no run.</summary>
    public static bool TryParse(string stored, out RunArtifactPath path)
    {
        path = default;
        if (stored.Split('/', 4) is not [var experimentId, { Length: > 0 } runId, Folder, { Length: > 0 } relative])
            return false;
        if (!ArtifactPath.TryParse($"{experimentId}/{runId}/{Folder}", out var root, out _)) return false;
        if (!ArtifactPath.TryParse(relative, out var below, out _)) return false;
        path = new RunArtifactPath(new RunId(runId), root, below);
        return true;
    }
}
