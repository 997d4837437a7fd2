using Tauro.Contracts.Artifacts;

namespace Tauro.Mlflow;

/// <summary>The place in the artifact store that an <c>mlflow-artifacts:/…</c> address names.</summary>
public static class MlflowArtifactsUri
{
    private const string Scheme = "mlflow-artifacts:";

    /// <summary>False for an address that is not this service's, a bucket for example.</summary>
    public static bool TryParse(string address, out ArtifactPath root)
    {
        root = default;
        if (!address.StartsWith(Scheme, StringComparison.Ordinal)) return false;
        var path = address[Scheme.Length..];
        // With an authority, mlflow-artifacts://host/path, what counts is the path.
        if (path.StartsWith("//", StringComparison.Ordinal))
            path = path.IndexOf('/', 2) is var slash and > 0 ? path[slash..] : "";
        return ArtifactPath.TryParse(path.Trim('/'), out root, out _);
    }
}
