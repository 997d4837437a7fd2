using Tauro.Contracts.Artifacts;
using Tauro.Mlflow;

namespace Tauro.Tracking.Api.Mlflow.Artifacts;

/// <summary>
/// A path that a client sends. What could lead elsewhere is refused in MLflow's words, whatever it is.
/// </summary>
internal static class ProxiedPath
{
    /// <summary>The directory where parts of uploads wait. No client's path leads there.</summary>
    public const string Uploads = ".uploads";

    /// <summary>The root or anything below it.</summary>
    public static ArtifactPath Parse(string? text)
    {
        if (!ArtifactPath.TryParse(text ?? "", out var path, out _) || path.Value.Split('/')[0] == Uploads)
            throw MlflowException.Invalid("Invalid path");
        return path;
    }

    /// <summary>A file; the root is none.</summary>
    public static ArtifactPath ParseFile(string? text) =>
        Parse(text) is { IsRoot: false } path ? path : throw MlflowException.Invalid("Invalid path");
}
