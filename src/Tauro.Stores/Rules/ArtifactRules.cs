using Tauro.Contracts;
using Tauro.Contracts.Artifacts;

namespace Tauro.Stores.Rules;

/// <summary>The checks of every backend before and after it receives a file. Null means well-formed.</summary>
public static class ArtifactRules
{
    /// <summary>Checks the path and the announced size, before bytes are received.</summary>
    public static StoreProblem? Check(ArtifactPath path, long? sizeBytes)
    {
        if (path.IsRoot) return StoreProblem.Invalid(
            ProblemCodes.InvalidPath, "The artifact path is empty; name a file.");
        // A caller prepends its own folder to the client's path, and the stored path must still be a valid one.
        if (path.Value.Length > Limits.ArtifactPathLengthMax) return StoreProblem.Invalid(
            ProblemCodes.InvalidPath,
            $"The artifact path has {path.Value.Length} characters, including its folder; the limit is "
            + $"{Limits.ArtifactPathLengthMax}. Shorten it.");
        if (sizeBytes < 0) return StoreProblem.Invalid(
            ProblemCodes.InvalidRequest, $"A size of {sizeBytes} bytes is negative.");
        return sizeBytes > Limits.ArtifactBytesMax
            ? StoreProblem.Invalid(
                ProblemCodes.LimitExceeded,
                $"The artifact would have {sizeBytes} bytes; the limit is {Limits.ArtifactBytesMax}.")
            : null;
    }

    /// <summary>Checks received bytes against what the sender announced.</summary>
    public static StoreProblem? CheckReceived(
        string path, ArtifactExpectation expect, long sizeBytes, string sha256)
    {
        if (sizeBytes > Limits.ArtifactBytesMax)
        {
            return StoreProblem.Invalid(
                ProblemCodes.LimitExceeded,
                $"The artifact '{path}' has more than {Limits.ArtifactBytesMax} bytes, the limit.");
        }

        if (expect.SizeBytes is { } expected && expected != sizeBytes)
        {
            return StoreProblem.Invalid(
                ProblemCodes.SizeMismatch,
                $"The artifact '{path}' has {(sizeBytes > expected ? "more than the" : $"{sizeBytes} bytes, not the")} "
                + $"{expected} bytes that were announced; send it again.");
        }

        return expect.Sha256 is { } sum && !sum.Equals(sha256, StringComparison.OrdinalIgnoreCase)
            ? StoreProblem.Invalid(
                ProblemCodes.ChecksumMismatch,
                $"The artifact '{path}' arrived with SHA-256 {sha256}, not {sum}; send it again.")
            : null;
    }
}
