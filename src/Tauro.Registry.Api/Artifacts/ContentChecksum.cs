using Tauro.Contracts;
using Tauro.Storage;

namespace Tauro.Registry.Api.Artifacts;

/// <summary>What a client says of the content it sends.</summary>
internal static class ContentChecksum
{
    /// <summary>64 hexadecimal digits.</summary>
    public const string Header = "X-Checksum-Sha256";

    public static StoreOutcome<ArtifactExpectation> Expect(string? sha256, long? sizeBytes)
    {
        if (sizeBytes > Limits.ArtifactBytesMax)
            return StoreProblem.Invalid(
                ProblemCodes.LimitExceeded,
                $"The file has {sizeBytes} bytes; the limit is {Limits.ArtifactBytesMax}. Split it.");
        return sha256 is null || (sha256.Length == 64 && sha256.All(char.IsAsciiHexDigit))
            ? new ArtifactExpectation(sizeBytes, sha256)
            : StoreProblem.Invalid(
                ProblemCodes.InvalidRequest, "The SHA-256 is not 64 hexadecimal digits; correct it or leave it out.");
    }
}
