using Tauro.Contracts;
using Tauro.Mlflow;

namespace Tauro.Tracking.Api.Mlflow.Experiments;

/// <summary>
/// A place for artifacts that a client names, a bucket for example. Clients go there by themselves; the service gives
/// the text back and never follows it. Refused is what could make a client read something else than it says.
/// </summary>
internal static class ArtifactLocation
{
    public static void Check(string location)
    {
        var scheme = location.IndexOf(':');
        var query = location.IndexOf('?');
        var path = query < 0 ? location : location[..query];
        if (location.Contains('#') || (scheme > 0 && path[(path.LastIndexOf('/') + 1)..].Contains(';')))
            throw MlflowException.Invalid("'artifact_location' URL can't include fragments or params.");
        if (query >= 0 && Uri.UnescapeDataString(location[query..]).Contains("..", StringComparison.Ordinal))
            throw MlflowException.Invalid("Invalid query string");
        if (location.StartsWith("runs:", StringComparison.Ordinal))
            throw MlflowException.Invalid($"Artifact location cannot be a runs:/ URI. Given: '{location}'");
        if (location.Length > Limits.ArtifactLocationLengthMax)
        {
            throw MlflowException.Invalid(
                "Invalid artifact path length. The length of the artifact path cannot be greater than "
                + $"{Limits.ArtifactLocationLengthMax} characters.");
        }
    }
}
