using Tauro.Contracts.Artifacts;

namespace Tauro.Registry.Api.Mlflow.Artifacts;

/// <summary>
/// Where a file is downloaded whose version only names a source. Relative, so that it leads through the gateway
/// whatever that is called; a source that this server does not serve has no address.
/// </summary>
internal static class SourceAddress
{
    private const string Proxied = "mlflow-artifacts:";

    /// <param name="source">The version's source.</param>
    /// <param name="recorded">The file's path among those of the source run, where the version has recorded it.</param>
    /// <param name="path">The file's path in the version.</param>
    public static string? Of(string? source, string? recorded, ArtifactPath path)
    {
        if (RunsUri.TryParse(source, out var run, out _))
        {
            var file = recorded ?? run.Path.Append(path).Value;
            return $"/get-artifact?run_id={run.RunId}&path={Uri.EscapeDataString(file)}";
        }

        return Root(source) is { } root && ArtifactPath.TryParse(root, out var directory, out _)
            ? "/api/2.0/mlflow-artifacts/artifacts/"
                + string.Join('/', directory.Append(path).Value.Split('/').Select(Uri.EscapeDataString))
            : null;
    }

    // mlflow-artifacts:/path, or mlflow-artifacts://host/path.
    private static string? Root(string? source)
    {
        if (source is null || !source.StartsWith(Proxied, StringComparison.Ordinal)) return null;
        var path = source[Proxied.Length..];
        if (path.StartsWith("//", StringComparison.Ordinal))
            path = path.IndexOf('/', 2) is var slash and > 0 ? path[slash..] : "";
        return path.Trim('/');
    }
}
