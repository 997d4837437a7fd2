using System.Buffers;

namespace Tauro.ServiceDefaults.Requests;

/// <summary>Finds what makes a request target ambiguous.</summary>
internal static class TargetFault
{
    // A path without these and without a segment that begins with a dot has no fault.
    private static readonly SearchValues<char> Suspicious = SearchValues.Create(
    [
        '%', '\\', '#', .. Enumerable.Range(0, 0xA0).Select(code => (char)code).Where(char.IsControl),
    ]);

    /// <summary>Describes what is wrong with a request target; null when nothing is.</summary>
    public static string? Find(string target)
    {
        if (target.Length == 0) return null; // not a server: the in-memory server of tests
        if (target == "*") return "only a '*'";
        if (!target.StartsWith('/')) return "a host";
        var end = target.IndexOf('?');
        var path = end < 0 ? target.AsSpan() : target.AsSpan(0, end);
        return path.ContainsAny(Suspicious) || path.Contains("/.", StringComparison.Ordinal)
            ? FindIn(path.ToString())
            : null;
    }

    private static string? FindIn(string path)
    {
        if (path.Contains('#')) return "a '#'";
        var decoded = Uri.UnescapeDataString(path);
        if (decoded.Contains('\\')) return "a backslash";
        if (decoded.Any(char.IsControl)) return "a control character";
        var segments = decoded.Split('/');
        if (segments.Contains("..")) return "a '..' segment";
        // MLflow's server removes these from the path of an artifact, and so does the service.
        return segments.Contains(".") && !IsProxiedArtifact(segments) ? "a '.' segment" : null;
    }

    private static bool IsProxiedArtifact(string[] segments) =>
        segments is ["", "api" or "ajax-api", "2.0", "mlflow-artifacts", not ("" or "."), ..];
}
