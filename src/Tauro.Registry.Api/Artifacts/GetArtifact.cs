using Microsoft.AspNetCore.Http.HttpResults;
using Tauro.Contracts;
using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Models;
using Tauro.Stores.Artifacts;
using Tauro.Stores.Models;

namespace Tauro.Registry.Api.Artifacts;

internal static class GetArtifact
{
    public static async Task<Results<ArtifactDownload, RedirectHttpResult, Invalid, NotFound, Conflict>> Handle(
        string name,
        int version,
        string? path,
        IModelStore store,
        ArtifactStore artifacts,
        CancellationToken cancel)
    {
        var requested = ArtifactName.Parse(path);
        if (requested.Problem is { } badPath) return new Invalid(badPath);
        var found = await store.GetVersion(name, version, cancel);
        if (found.Problem is { } missing) return new NotFound(missing);
        if (found.Value.Status != ModelVersionStatus.Ready) return NotReady(found.Value);

        var file = found.Value.Files.FirstOrDefault(file => file.Path == requested.Value.Value);
        if (file is null) return NoFile(found.Value, requested.Value);
        if (file.SourcePath is not null) return Redirect(found.Value, file);

        var opened = await artifacts.Open(VersionRoot.Get(found.Value).Append(requested.Value), cancel);
        if (opened.Problem is not null) return NoFile(found.Value, requested.Value);
        var content = opened.Value;
        if (content.Artifact.Sha256 != file.Sha256)
        {
            await content.DisposeAsync();
            return Changed(found.Value, file);
        }

        return new ArtifactDownload(content, requested.Value.Name);
    }

    // A relative URL, so that the client follows it through the gateway, whatever its host name. With the checksum, a
    // file that replaced this one in the run is not served as the version's.
    private static RedirectHttpResult Redirect(ModelVersion version, ModelFile file)
    {
        var segments = file.SourcePath!.Split('/').Select(Uri.EscapeDataString);
        return TypedResults.Redirect(
            $"/api/v1/runs/{GetSourceRunId(version)}/artifacts/{string.Join('/', segments)}?sha256={file.Sha256}",
            preserveMethod: true);
    }

    private static string GetSourceRunId(ModelVersion version) =>
        RunsUri.TryParse(version.Source, out var source, out var error)
            ? source.RunId
            : throw new InvalidOperationException($"The stored source of {version.Name}/{version.Version}: {error}");

    private static Conflict NotReady(ModelVersion version) => Conflict.Because(
        ProblemCodes.VersionNotReady,
        version.Status == ModelVersionStatus.Failed
            ? $"Version {version.Version} of '{version.Name}' FAILED: {version.StatusMessage} Register another."
            : $"Version {version.Version} of '{version.Name}' is not READY yet: " +
              (version.ArtifactMode == ArtifactMode.Upload ? "upload its files and finalize it." : "wait for it."));

    private static NotFound NoFile(ModelVersion version, ArtifactPath path) => NotFound.Because(
        ProblemCodes.ArtifactNotFound,
        $"Version {version.Version} of '{version.Name}' has no file '{path}'; list its artifacts to see what it has.");

    private static Conflict Changed(ModelVersion version, ModelFile file) => Conflict.Because(
        ProblemCodes.ChecksumMismatch,
        $"'{file.Path}' was replaced while version {version.Version} of '{version.Name}' was being finalized, and no " +
        "longer matches what was registered. Register another version.");
}
