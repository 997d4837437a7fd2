using Tauro.Contracts;
using Tauro.Contracts.Json;
using Tauro.Contracts.Models;
using Tauro.Stores;
using Tauro.Stores.Models;

namespace Tauro.Registry.Api.Artifacts;

/// <summary>Finds versions whose files may still change: registered for upload and not yet finalized.</summary>
internal static class OpenVersion
{
    public static async Task<StoreOutcome<ModelVersion>> Find(
        IModelStore store, string name, int version, CancellationToken cancel)
    {
        var found = await store.GetVersion(name, version, cancel);
        return found.IsOk ? Check(found.Value) : found;
    }

    /// <summary>Finds a file of a version that is still open for uploads.</summary>
    public static async Task<StoreOutcome<ArtifactFile>> FindFile(
        IModelStore store, string name, int version, string? path, CancellationToken cancel)
    {
        var file = ArtifactName.Parse(path);
        if (file.Problem is { } invalid) return invalid;
        var open = await Find(store, name, version, cancel);
        return open.Select(found => VersionRoot.GetFile(found, file.Value));
    }

    public static StoreOutcome<ModelVersion> Check(ModelVersion version)
    {
        if (version.Status != ModelVersionStatus.PendingRegistration)
            return StoreProblem.Conflict(
                ProblemCodes.VersionNotPending,
                $"Version {version.Version} of '{version.Name}' is {ApiName.Get(version.Status)}: its files are " +
                "final. Register another version.");
        return version.ArtifactMode == ArtifactMode.Upload
            ? version
            : StoreProblem.Conflict(
                ProblemCodes.VersionNotPending,
                $"Version {version.Version} of '{version.Name}' gets its files from {version.Source}, not by upload. " +
                "Wait until it is READY, or register a version without a source.");
    }
}
