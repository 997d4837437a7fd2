using Tauro.Contracts;
using Tauro.Contracts.Artifacts;
using Tauro.Stores;

namespace Tauro.Artifacts.Http;

/// <summary>Checks the path of a file in a request: it must be valid, and not the root.</summary>
public static class ArtifactName
{
    public static StoreOutcome<ArtifactPath> Parse(string? path)
    {
        if (!ArtifactPath.TryParse(path ?? "", out var parsed, out var error))
            return StoreProblem.Invalid(ProblemCodes.InvalidPath, error);
        return parsed.IsRoot
            ? StoreProblem.Invalid(
                ProblemCodes.InvalidPath, "The artifact path is empty; name a file such as model/model.pkl.")
            : parsed;
    }
}
