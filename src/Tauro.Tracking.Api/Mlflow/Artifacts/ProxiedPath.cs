using Tauro.Contracts.Artifacts;
using Tauro.Mlflow;

namespace Tauro.Tracking.Api.Mlflow.Artifacts;

/// <summary>
/// Parses a path from a client. Throws MLflow's error for any path that could leave the store.
/// </summary>
internal static class ProxiedPath
{
    /// <summary>Parses the root or a path below it.</summary>
    public static ArtifactPath Parse(string? value) => ArtifactPath.TryParse(value ?? "", out var path, out _)
        ? path
        : throw MlflowException.Invalid("Invalid path");

    /// <summary>Parses a path that is not the root.</summary>
    public static ArtifactPath ParseFile(string? value) =>
        Parse(value) is { IsRoot: false } path ? path : throw MlflowException.Invalid("Invalid path");
}
