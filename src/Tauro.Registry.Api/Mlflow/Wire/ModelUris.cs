using Tauro.Contracts.Ids;
using Tauro.Contracts.Models;
using Tauro.Mlflow;
using Tauro.Registry.Api.Sourcing;
using Tauro.Stores.Models;
using Tauro.Stores.Rules;

namespace Tauro.Registry.Api.Mlflow.Wire;

/// <summary>
/// Resolves sources that refer to a model. The artifact location of a registered version, <c>models:/name/1</c>, is
/// looked up when a version is created from it. So is that of a logged model, <c>models:/m-…</c>, if Tracking
/// responds; otherwise clients resolve it themselves, as they do for <c>runs:/…</c>.
/// </summary>
internal static class ModelUris
{
    /// <summary>Gets the URI that clients download a version from.</summary>
    public static string GetDownloadUri(ModelVersion version) => version.StorageLocation ?? version.Source ?? "";

    /// <summary>Returns the artifact location of a source; null when the source is not resolved here.</summary>
    public static async Task<string?> Resolve(
        string source, IModelStore store, TrackingArtifacts tracking, CancellationToken cancel)
    {
        if (!source.StartsWith(ModelSources.Scheme, StringComparison.Ordinal)) return null;
        if (source[ModelSources.Scheme.Length..].Trim('/') is var id
            && id.StartsWith("m-", StringComparison.Ordinal) && !id.Contains('/'))
            return await tracking.GetLocation(new LoggedModelId(id), cancel);
        if (!ModelSources.TryParse(source, out var name, out var number))
            throw Invalid(source, "It is neither models:/name/version nor models:/m-….");
        var found = await store.GetVersion(name, number, cancel);
        return found.Problem is { } problem ? throw Invalid(source, problem.Message) : GetDownloadUri(found.Value);
    }

    private static MlflowException Invalid(string source, string reason) => MlflowException.Invalid(
        $"Unable to fetch model from model URI source artifact location '{source}'. Error: {reason}");
}
