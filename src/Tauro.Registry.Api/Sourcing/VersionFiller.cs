using Microsoft.Extensions.Options;
using Tauro.Contracts;
using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Models;
using Tauro.Contracts.Runs;
using Tauro.Registry.Api.Artifacts;
using Tauro.Registry.Api.Telemetry;
using Tauro.Stores;
using Tauro.Stores.Artifacts;
using Tauro.Stores.Models;
using Tauro.Stores.Rules;

namespace Tauro.Registry.Api.Sourcing;

/// <summary>
/// Takes a pending version to READY or FAILED. After a crash it continues where it stopped: a file that was already
/// copied, with the same checksum, is not copied again.
/// </summary>
internal sealed class VersionFiller(
    IModelStore store,
    ArtifactStore artifacts,
    TrackingArtifacts tracking,
    RegistryMetrics metrics,
    ILogger<VersionFiller> log,
    IOptions<SourcingOptions> options)
{
    /// <summary>Makes one attempt.</summary>
    /// <param name="version">The version as it is now.</param>
    /// <param name="attempt">1, 2, 3 …</param>
    /// <param name="cancel">Cancelled when the service stops.</param>
    /// <exception cref="IOException">A transient failure; try again.</exception>
    public async Task Fill(ModelVersion version, int attempt, CancellationToken cancel)
    {
        var files = await Find(version, attempt, cancel);
        if (files.Problem is { } problem) await Fail(version, problem.Message, cancel);
        else await Finish(version, files.Value, cancel);
    }

    private async Task<StoreOutcome<IReadOnlyList<ModelFile>>> Find(
        ModelVersion version, int attempt, CancellationToken cancel)
    {
        if (!RunsUri.TryParse(version.Source, out var source, out var error))
            return StoreProblem.Invalid(ProblemCodes.InvalidSource, error);
        var run = await tracking.GetRun(source.RunId, cancel);
        if (!run.IsOk) return run.Problem;
        if (version.ArtifactMode == ArtifactMode.Reference) RequireKnown(version, run.Value);
        var found = await tracking.ListFiles(source, cancel);
        if (!found.IsOk) return found.Problem;
        return version.ArtifactMode == ArtifactMode.Copy
            ? await Copy(version, source, found.Value, attempt, cancel)
            : found.Value.Select(file =>
                new ModelFile(file.Path, file.SizeBytes, file.Sha256, file.SourcePath)).ToList();
    }

    /// <summary>
    /// Requires that Tracking knows that the version was made from the run. From then on it refuses to purge the run,
    /// so the files that are listed after that stay.
    /// </summary>
    private static void RequireKnown(ModelVersion version, Run run)
    {
        var name = run.ModelNames is { } names ? names.GetValueOrDefault(version.ModelId.Value) : version.Name;
        if (!run.ModelVersions.Contains($"{name}/{version.Version}"))
            throw new IOException("Tracking was not notified yet that the version was made from the run.");
    }

    private async Task<StoreOutcome<IReadOnlyList<ModelFile>>> Copy(
        ModelVersion version, RunsUri source, IReadOnlyList<SourceFile> files, int attempt, CancellationToken cancel)
    {
        var existing = await VersionRoot.ListFiles(artifacts, version, cancel);
        if (!existing.IsOk) return existing.Problem;
        var copied = existing.Value.ToDictionary(file => file.Path);
        foreach (var file in files)
        {
            if (copied.GetValueOrDefault(file.Path)?.Sha256 == file.Sha256) continue;
            if (!ArtifactPath.TryParse(file.Path, out var path, out var error))
                return StoreProblem.Invalid(ProblemCodes.InvalidPath, error);
            var content = await tracking.Open(source.RunId, file, cancel);
            if (!content.IsOk) return content.Problem;
            await using var stream = content.Value;
            var written = await artifacts.Write(
                VersionRoot.Get(version).Append(path),
                stream,
                new ArtifactExpectation(file.SizeBytes, file.Sha256),
                null,
                cancel);
            if (written.Problem is { } problem)
            {
                // Bytes damaged in transit are intact on the next attempt; bytes damaged at the source never are.
                if (IsMismatch(problem) && attempt < options.Value.MismatchesMax)
                    throw new IOException(problem.Message);
                return problem;
            }

            metrics.Copied(file.SizeBytes);
        }

        return files.Select(file => new ModelFile(file.Path, file.SizeBytes, file.Sha256)).ToList();
    }

    private async Task Finish(ModelVersion version, IReadOnlyList<ModelFile> files, CancellationToken cancel)
    {
        var outcome = await store.MarkReady(version.Name, version.Version, version.ModelId, files, cancel);
        if (!IsApplied(version, outcome)) return;
        metrics.SourceAttempted(version.ArtifactMode, "ready");
        log.VersionSourced(version.Name, version.Version, files.Count, version.Source);
    }

    private async Task Fail(ModelVersion version, string reason, CancellationToken cancel)
    {
        var outcome = await store.MarkFailed(version.Name, version.Version, version.ModelId, reason, cancel);
        if (!IsApplied(version, outcome)) return;
        // Only now: if another replica has settled the version, these are the files of a READY one.
        if (version.ArtifactMode == ArtifactMode.Copy) await artifacts.Delete(VersionRoot.Get(version), null, cancel);
        metrics.SourceAttempted(version.ArtifactMode, "failed");
        log.VersionFailed(version.Name, version.Version, reason);
    }

    /// <summary>False when another replica has already settled the version.</summary>
    private static bool IsApplied(ModelVersion version, StoreOutcome<ModelVersion> outcome) => outcome.Problem switch
    {
        null => true,
        { Code: ProblemCodes.VersionNotPending } => false,
        // Renamed or deleted in the meantime: the next attempt finds out which.
        { Kind: ProblemKind.NotFound } => throw new IOException($"'{version.Name}' was renamed or deleted."),
        var other => throw new IOException(other.Message),
    };

    private static bool IsMismatch(StoreProblem problem) =>
        problem.Code is ProblemCodes.ChecksumMismatch or ProblemCodes.SizeMismatch;
}
