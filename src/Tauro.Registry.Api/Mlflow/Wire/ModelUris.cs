using System.Globalization;
using Tauro.Contracts.Models;
using Tauro.Mlflow;
using Tauro.Registry.Api.Sourcing;
using Tauro.Stores.Models;

namespace Tauro.Registry.Api.Mlflow.Wire;

/// <summary>
/// Sources that name a version of a registered model: <c>models:/name/1</c>. Where that one's artifact is, is looked up
/// when a version is made from it. So it is for <c>models:/m-…</c>, a logged model, if Tracking answers: else it stays
/// for clients to resolve, as <c>runs:/…</c> does.
/// </summary>
internal static class ModelUris
{
    private const string Scheme = "models:/";

    /// <summary>Where clients download a version from.</summary>
    public static string DownloadOf(ModelVersion version) => version.StorageLocation ?? version.Source ?? "";

    /// <summary>Null when the source needs no resolving.</summary>
    public static async Task<string?> Resolve(
        string source, IModelStore store, TrackingArtifacts tracking, CancellationToken cancel)
    {
        if (!source.StartsWith(Scheme, StringComparison.Ordinal)) return null;
        var parts = source[Scheme.Length..].Trim('/').Split('/');
        if (parts is [var logged] && logged.StartsWith("m-", StringComparison.Ordinal))
            return await tracking.PlaceOf(logged, cancel);
        if (parts is not [var name, var text]
            || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            throw Refusal(source, "It is neither models:/name/version nor models:/m-….");
        var found = await store.GetVersion(Uri.UnescapeDataString(name), number, cancel);
        return found.Problem is { } problem ? throw Refusal(source, problem.Message) : DownloadOf(found.Value);
    }

    private static MlflowException Refusal(string source, string reason) => MlflowException.Invalid(
        $"Unable to fetch model from model URI source artifact location '{source}'. Error: {reason}");
}
