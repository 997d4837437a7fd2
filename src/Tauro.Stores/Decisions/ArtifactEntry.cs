using Tauro.Contracts;
using Tauro.Contracts.Artifacts;

namespace Tauro.Stores.Decisions;

/// <summary>A path of the catalogue and the file or directory at it.</summary>
/// <param name="Path">The path.</param>
/// <param name="File">The file at this path; null when there is none.</param>
/// <param name="IsDirectory">Whether there are files below it.</param>
/// <param name="ParentFile">A file in the place of a parent directory of this path; null when there is none.</param>
/// <param name="Room">How much the workspace may store; null for no limit.</param>
public sealed record ArtifactEntry(
    ArtifactPath Path, StoredArtifact? File, bool IsDirectory, string? ParentFile, ArtifactRoom? Room = null)
{
    /// <summary>Returns how much there is for a file at this path; null for no limit.</summary>
    /// <param name="uploadedBytes">The bytes of the upload that becomes the file.</param>
    public ArtifactRoom? FindRoom(long uploadedBytes = 0) =>
        Room is null ? null : Room with { Freed = (File?.SizeBytes ?? 0) + uploadedBytes };

    /// <summary>Returns a problem when no file can be stored at this path.</summary>
    public StoreProblem? CheckWritable()
    {
        if (IsDirectory)
        {
            return StoreProblem.Conflict(
                ProblemCodes.ArtifactIsDirectory, $"'{Path}' is a directory; delete it first or choose another path.");
        }

        return ParentFile is { } file
            ? StoreProblem.Conflict(
                ProblemCodes.ArtifactIsFile,
                $"'{file}' is a file, so nothing can be stored below it; choose another path.")
            : null;
    }

    /// <summary>Returns the problem of a missing file.</summary>
    public StoreProblem NotFound() => !Path.IsRoot && IsDirectory
        ? StoreProblem.Conflict(ProblemCodes.ArtifactIsDirectory, $"'{Path}' is a directory; name a file in it.")
        : StoreProblem.NotFound(ProblemCodes.ArtifactNotFound, $"There is no artifact '{Path}'.");
}
