using Tauro.Contracts.Artifacts;

namespace Tauro.Mlflow;

/// <summary>Parses <c>mlflow-artifacts:/…</c> URIs to paths in the artifact store.</summary>
public static class MlflowArtifactsUri
{
    private const string Scheme = "mlflow-artifacts:";

    /// <summary>Returns false for a URI outside of this service, such as a bucket.</summary>
    public static bool TryParse(string address, out ArtifactPath root)
    {
        root = default;
        if (!address.StartsWith(Scheme, StringComparison.Ordinal)) return false;
        var path = address[Scheme.Length..];
        // With an authority, as in mlflow-artifacts://host/path, only the path counts.
        if (path.StartsWith("//", StringComparison.Ordinal))
            path = path.IndexOf('/', 2) is var slash and > 0 ? path[slash..] : "";
        // Clients append it to an HTTP URL, so this server receives it decoded.
        return ArtifactPath.TryParse(Uri.UnescapeDataString(path).Trim('/'), out root, out _);
    }
}
