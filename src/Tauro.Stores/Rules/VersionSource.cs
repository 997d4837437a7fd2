using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Ids;

namespace Tauro.Stores.Rules;

/// <summary>
/// Finds what a version was registered from in its source, where the client named no run or logged model: their files
/// must not be purged. MLflow compares schemes without regard to case.
/// </summary>
public static class VersionSource
{
    private const string ModelFolder = "models/m-";
    private const string RunFolder = "artifacts";

    /// <summary>Returns the run of a source; null for none.</summary>
    public static RunId? GetRun(string? source)
    {
        if (source is null) return null;
        string[] segments = source.StartsWith(RunsUri.Scheme, StringComparison.OrdinalIgnoreCase)
            ? [source[RunsUri.Scheme.Length..].Trim('/').Split('/')[0], RunFolder]
            : ArtifactLocations.TryGetPath(source, out var path) ? path.Value.Split('/') : [];
        var (runId, _) = segments.Zip(segments.Skip(1))
            .FirstOrDefault(pair => RunsUri.IsRunId(pair.First) && pair.Second == RunFolder);
        return runId is null ? null : new RunId(runId);
    }

    /// <summary>Returns the logged model of a source; null for none.</summary>
    public static LoggedModelId? GetModel(string? source)
    {
        if (source is null) return null;
        if (ModelSources.TryParse(source, out _, out _)) return null;
        var path = source.StartsWith(ModelSources.Scheme, StringComparison.OrdinalIgnoreCase)
            ? $"models/{source[ModelSources.Scheme.Length..].Trim('/')}"
            : ArtifactLocations.TryGetPath(source, out var stored) ? stored.Value : "";
        return $"/{path}".IndexOf($"/{ModelFolder}", StringComparison.Ordinal) is >= 0 and var at
            ? new LoggedModelId(path[(at + "models/".Length)..].Split('/')[0])
            : null;
    }
}
