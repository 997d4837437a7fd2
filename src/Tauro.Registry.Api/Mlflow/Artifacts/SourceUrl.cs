using Tauro.Contracts.Artifacts;
using Tauro.Stores.Rules;

namespace Tauro.Registry.Api.Mlflow.Artifacts;

/// <summary>
/// The download URL of a file whose version only names a source. It is relative, so that the client follows it through
/// the gateway, whatever its host name. A source that this server does not serve has no URL.
/// </summary>
internal static class SourceUrl
{
    /// <param name="source">The version's source.</param>
    /// <param name="recordedPath">The file's path among the source run's artifacts, if the version recorded it.</param>
    /// <param name="path">The file's path in the version.</param>
    public static string? GetDownloadUrl(string? source, string? recordedPath, ArtifactPath path)
    {
        if (RunsUri.TryParse(source, out var run, out _))
        {
            var file = recordedPath ?? run.Path.Append(path).Value;
            return $"/get-artifact?run_id={run.RunId}&path={Uri.EscapeDataString(file)}";
        }

        return source is not null && ArtifactLocations.TryGetPath(source, out var directory)
            ? "/api/2.0/mlflow-artifacts/artifacts/"
                + string.Join('/', directory.Append(path).Value.Split('/').Select(Uri.EscapeDataString))
            : null;
    }
}
