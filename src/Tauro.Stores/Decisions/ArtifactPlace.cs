using Tauro.Contracts;
using Tauro.Contracts.Artifacts;

namespace Tauro.Stores.Decisions;

/// <summary>A path of the catalogue and what stands there.</summary>
/// <param name="Path">The path.</param>
/// <param name="File">The file of this path; null when there is none.</param>
/// <param name="IsDirectory">Whether files lie below it.</param>
/// <param name="FileAbove">A file where a directory of this path would have to be; null when there is none.</param>
public sealed record ArtifactPlace(ArtifactPath Path, StoredArtifact? File, bool IsDirectory, string? FileAbove)
{
    /// <summary>Why no file can be put here; null when one can.</summary>
    public StoreProblem? Obstacle()
    {
        if (IsDirectory)
        {
            return StoreProblem.Conflict(
                ProblemCodes.ArtifactIsDirectory, $"'{Path}' is a directory; delete it first or choose another path.");
        }

        return FileAbove is { } file
            ? StoreProblem.Conflict(
                ProblemCodes.ArtifactIsFile,
                $"'{file}' is a file, so nothing can be put below it; choose another path.")
            : null;
    }

    /// <summary>There is no file here.</summary>
    public StoreProblem NotFound() => !Path.IsRoot && IsDirectory
        ? StoreProblem.Conflict(ProblemCodes.ArtifactIsDirectory, $"'{Path}' is a directory; name a file in it.")
        : StoreProblem.NotFound(ProblemCodes.ArtifactNotFound, $"There is no artifact '{Path}'.");
}
