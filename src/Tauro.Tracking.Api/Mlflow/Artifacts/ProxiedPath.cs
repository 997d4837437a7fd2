using Tauro.Contracts.Artifacts;
using Tauro.Mlflow;

namespace Tauro.Tracking.Api.Mlflow.Artifacts;

/// <summary>
/// Parses a path from a client. Throws MLflow's error for any path that could leave the store.
/// </summary>
internal static class ProxiedPath
{
    /// <summary>The directory for the parts of uploads. Clients can't address it.</summary>
    public const string Uploads = ".uploads";

    /// <summary>Parses the root or a path below it.</summary>
    public static ArtifactPath Parse(string? text)
    {
        if (!ArtifactPath.TryParse(text ?? "", out var path, out _) || path.Value.Split('/')[0] == Uploads)
            throw MlflowException.Invalid("Invalid path");
        return path;
    }

    /// <summary>Parses a path that is not the root.</summary>
    public static ArtifactPath ParseFile(string? text) =>
        Parse(text) is { IsRoot: false } path ? path : throw MlflowException.Invalid("Invalid path");
}
