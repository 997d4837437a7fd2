using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Ids;

namespace Tauro.Stores.Rules;

/// <summary>The locations of artifacts.</summary>
public static class ArtifactLocations
{
    private const string Scheme = "mlflow-artifacts:";

    /// <summary>
    /// Finds the path in the artifact store of a URI <c>mlflow-artifacts:/…</c>, as the routes for artifacts do:
    /// without empty segments and <c>.</c> ones. Returns false for a URI outside of it, such as a bucket.
    /// </summary>
    public static bool TryGetPath(string location, out ArtifactPath path)
    {
        path = default;
        if (!location.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) return false;
        var rest = location[Scheme.Length..];
        // With an authority, as in mlflow-artifacts://host/path, only the path counts.
        if (rest.StartsWith("//", StringComparison.Ordinal))
            rest = rest.IndexOf('/', 2) is var slash and > 0 ? rest[slash..] : "";
        // Clients append it to an HTTP URL, so the server receives it decoded.
        var segments = Uri.UnescapeDataString(rest).Split('/').Where(segment => segment is not ("" or "."));
        return ArtifactPath.TryParse(string.Join('/', segments), out path, out _);
    }

    /// <summary>Returns the location of an experiment for which no other was given.</summary>
    public static string ForExperiment(ExperimentId experimentId) => $"{Scheme}/{experimentId}";

    /// <summary>Returns the location of a run in an experiment with a location.</summary>
    public static string ForRun(string experimentLocation, RunId runId) =>
        Below(experimentLocation, $"{runId}/artifacts");

    /// <summary>Returns a path below a location; the query of a URI stays at the end.</summary>
    public static string Below(string location, string path)
    {
        var query = location.Contains("://", StringComparison.Ordinal) ? location.IndexOf('?') : -1;
        return query < 0
            ? $"{location.TrimEnd('/')}/{path}"
            : $"{location[..query].TrimEnd('/')}/{path}{location[query..]}";
    }
}
