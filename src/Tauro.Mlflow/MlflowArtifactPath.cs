using Tauro.Contracts.Artifacts;

namespace Tauro.Mlflow;

/// <summary>
/// Parses the path of an artifact from a client. Like MLflow's server, it removes <c>.</c> and empty segments, but
/// never <c>..</c>. Throws for any path that could leave the store, with the reason.
/// </summary>
public static class MlflowArtifactPath
{
    /// <summary>Parses the root or a path below it.</summary>
    public static ArtifactPath Parse(string? value)
    {
        if (string.IsNullOrEmpty(value)) return ArtifactPath.Root;
        if (value.StartsWith('/')) throw Invalid("The artifact path is absolute; give a relative path.");
        var segments = value.Split('/').Where(segment => segment is not ("" or "."));
        return ArtifactPath.TryParse(string.Join('/', segments), out var path, out var error)
            ? path
            : throw Invalid(error);
    }

    /// <summary>Parses a path that is not the root.</summary>
    public static ArtifactPath ParseFile(string? value) => Parse(value) is { IsRoot: false } path
        ? path
        : throw Invalid("The artifact path is empty; name a file such as model/model.pkl.");

    private static MlflowException Invalid(string reason) =>
        MlflowException.Invalid(MlflowErrors.InvalidPath(reason));
}
