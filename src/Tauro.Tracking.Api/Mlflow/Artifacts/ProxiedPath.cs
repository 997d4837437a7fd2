using Tauro.Contracts.Artifacts;
using Tauro.Mlflow;
using Tauro.Stores.Access;

namespace Tauro.Tracking.Api.Mlflow.Artifacts;

/// <summary>
/// A path relative to the root of the store. MLflow's server puts <c>workspaces/{name}/</c> before those of other
/// workspaces than <c>default</c>. Here ids are unique in all workspaces, so the prefix only has to be the right one.
/// </summary>
internal static class ProxiedPath
{
    private const string Workspaces = "workspaces";

    /// <summary>Parses the root or a path below it, and removes the prefix of the workspace.</summary>
    /// <exception cref="AccessDeniedException">It has the prefix of another workspace.</exception>
    public static ArtifactPath Parse(string? value)
    {
        var path = MlflowArtifactPath.Parse(value);
        // Without the id of an experiment after it, it is a location that an administrator has chosen.
        if (path.Value.Split('/', 4) is not [Workspaces, var workspace, .. var rest]
            || rest is [var id, ..] && !id.All(char.IsAsciiDigit)) return path;
        if (workspace != CurrentWorkspace.Value.Value)
            throw new AccessDeniedException(
                $"The path '{path}' is not in the workspace of the request, '{CurrentWorkspace.Value}'.");
        return MlflowArtifactPath.Parse(string.Join('/', rest));
    }

    /// <summary>Like <see cref="Parse"/>, for a path that is not the root.</summary>
    public static ArtifactPath ParseFile(string? value) => MlflowArtifactPath.ParseFile(Parse(value).Value);
}
