using Tauro.Contracts;
using Tauro.Mlflow;

namespace Tauro.Tracking.Api.Mlflow.Experiments;

/// <summary>
/// Checks an artifact location that a client chooses, a bucket for example. Only clients access it; the service stores
/// the URI and never follows it. A URI that could make a client read from another location is refused.
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
