using Tauro.Contracts.Artifacts;
using Tauro.Mlflow;

namespace Tauro.Tracking.Api.Mlflow.Artifacts;

/// <summary>MLflow's <c>FileInfo</c>. A directory has no size, rather than a size of 0.</summary>
internal static class FileMessage
{
    public static void Write(MlflowWriter file, Artifact artifact) => file
        .String("path", artifact.Path)
        .Flag("is_dir", artifact.IsDirectory)
        .Integer("file_size", artifact.IsDirectory ? null : artifact.SizeBytes);
}
