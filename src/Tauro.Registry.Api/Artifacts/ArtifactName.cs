using Tauro.Contracts;
using Tauro.Contracts.Artifacts;
using Tauro.Storage;

namespace Tauro.Registry.Api.Artifacts;

/// <summary>The path of a file in a request: valid, and not the root.</summary>
internal static class ArtifactName
{
    public static StoreOutcome<ArtifactPath> Parse(string? text)
    {
        if (!ArtifactPath.TryParse(text ?? "", out var path, out var error))
            return StoreProblem.Invalid(ProblemCodes.InvalidPath, error);
        return path.IsRoot
            ? StoreProblem.Invalid(ProblemCodes.InvalidPath, "The artifact path is empty; name a file.")
            : path;
    }
}
