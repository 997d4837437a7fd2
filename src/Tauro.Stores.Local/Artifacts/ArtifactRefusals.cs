using Tauro.Contracts;
using Tauro.Contracts.Artifacts;
using Tauro.Stores.Artifacts;
using Tauro.Stores.Local.State;

namespace Tauro.Stores.Local.Artifacts;

/// <summary>Why a local artifact store refuses something. Null means that it does not.</summary>
internal static class ArtifactRefusals
{
    public static StoreProblem? Check(ArtifactPath path, ArtifactExpectation expect)
    {
        if (path.IsRoot) return StoreProblem.Invalid(
            ProblemCodes.InvalidPath, "The artifact path is empty; name a file.");
        // A caller puts its own folder in front of what a client gave, and what is stored must be readable again.
        if (path.Value.Length > Limits.ArtifactPathLengthMax) return StoreProblem.Invalid(
            ProblemCodes.InvalidPath,
            $"The artifact path has {path.Value.Length} characters with the folder it lies in; the limit is "
            + $"{Limits.ArtifactPathLengthMax}. Shorten it.");
        return expect.SizeBytes > Limits.ArtifactBytesMax
            ? StoreProblem.Invalid(
                ProblemCodes.LimitExceeded,
                $"The artifact would have {expect.SizeBytes} bytes; the limit is {Limits.ArtifactBytesMax}.")
            : null;
    }

    public static StoreProblem? Obstacle(LocalState state, ArtifactPath path)
    {
        if (state.Artifacts.IsDirectory(path))
        {
            return StoreProblem.Conflict(
                ProblemCodes.ArtifactIsDirectory, $"'{path}' is a directory; delete it first or choose another path.");
        }

        return state.Artifacts.FileAbove(path) is { } file
            ? StoreProblem.Conflict(
                ProblemCodes.ArtifactIsFile,
                $"'{file}' is a file, so nothing can be put below it; choose another path.")
            : null;
    }

    public static StoreProblem Missing(LocalState state, ArtifactPath path) =>
        !path.IsRoot && state.Artifacts.IsDirectory(path)
            ? StoreProblem.Conflict(ProblemCodes.ArtifactIsDirectory, $"'{path}' is a directory; name a file in it.")
            : StoreProblem.NotFound(ProblemCodes.ArtifactNotFound, $"There is no artifact '{path}'.");

    public static StoreProblem? Differs(ArtifactPath path, ArtifactExpectation expect, long size, string sha256)
    {
        if (size > Limits.ArtifactBytesMax)
        {
            return StoreProblem.Invalid(
                ProblemCodes.LimitExceeded,
                $"The artifact '{path}' has more than {Limits.ArtifactBytesMax} bytes, the limit.");
        }

        if (expect.SizeBytes is { } expected && expected != size)
        {
            return StoreProblem.Invalid(
                ProblemCodes.SizeMismatch,
                $"The artifact '{path}' has {(size > expected ? "more than the" : $"{size} bytes, not the")} " +
                $"{expected} bytes that were announced; send it again.");
        }

        return expect.Sha256 is { } sum && !sum.Equals(sha256, StringComparison.OrdinalIgnoreCase)
            ? StoreProblem.Invalid(
                ProblemCodes.ChecksumMismatch,
                $"The artifact '{path}' arrived with SHA-256 {sha256}, not {sum}; send it again.")
            : null;
    }

    public static StoreProblem NoUpload(string uploadId) => StoreProblem.NotFound(
        ProblemCodes.UploadNotFound, $"There is no upload '{uploadId}'; it was completed, aborted or never begun.");
}
