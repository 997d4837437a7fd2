using Microsoft.AspNetCore.Http;
using Tauro.Contracts;
using Tauro.Stores;

namespace Tauro.Artifacts.Http;

/// <summary>
/// The SHA-256 that a client sends with a file: <c>Content-Digest: sha-256=:base64:</c> (RFC 9530) or
/// <c>X-Checksum-Sha256: hex</c>.
/// </summary>
internal static class ArtifactChecksum
{
    /// <summary>Also a response header, in lower-case hexadecimal.</summary>
    public const string Header = "X-Checksum-Sha256";

    private const int Bytes = 32;

    /// <summary>Returns the checksum in lower-case hexadecimal; null when none was sent.</summary>
    public static StoreOutcome<string?> Parse(IHeaderDictionary headers)
    {
        if (headers[Header] is [{ } hex])
            return IsHex(hex) ? hex.ToLowerInvariant() : Bad(Header, "64 hexadecimal digits");
        if (headers["Content-Digest"] is not [{ } digests]) return (string?)null;

        foreach (var digest in digests.Split(',', StringSplitOptions.TrimEntries))
        {
            // The header may list other algorithms too; they are ignored.
            if (!digest.StartsWith("sha-256=", StringComparison.OrdinalIgnoreCase)) continue;
            var value = digest.AsSpan("sha-256=".Length);
            Span<byte> bytes = stackalloc byte[Bytes + 1];
            return value is [':', .. var base64, ':'] && Convert.TryFromBase64Chars(base64, bytes, out var count)
                && count == Bytes
                ? Convert.ToHexStringLower(bytes[..Bytes])
                : Bad("Content-Digest", "sha-256=:<base64 of 32 bytes>:");
        }

        return (string?)null;
    }

    public static bool IsHex(string value) => value.Length == 2 * Bytes && value.All(char.IsAsciiHexDigit);

    private static StoreProblem Bad(string header, string expected) =>
        StoreProblem.Invalid(ProblemCodes.InvalidRequest, $"{header} can't be parsed; send {expected}.");
}
