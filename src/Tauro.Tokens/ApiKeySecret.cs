using System.IO.Hashing;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Tauro.Contracts.Access;
using Tauro.Contracts.Ids;

namespace Tauro.Tokens;

/// <summary>
/// The secret of an API key, as clients send it: <c>tauro_u_{id}_{random}{checksum}</c>, with <c>s</c> in place of
/// <c>u</c> for a service account. The id has 8 letters and digits, the random part 32 (190 bits), and the checksum 6:
/// the CRC-32 of all before it, so that a mistyped key is refused without a look-up.
/// </summary>
/// <param name="KeyId">Identifies the key.</param>
/// <param name="Value">The complete secret.</param>
public sealed partial record ApiKeySecret(ApiKeyId KeyId, string Value)
{
    /// <summary>What all of them begin with.</summary>
    public const string Start = "tauro_";

    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const int IdLength = 8;
    private const int RandomLength = 32;
    private const int ChecksumLength = 6;

    /// <summary>Creates a secret with an id of its own.</summary>
    public static ApiKeySecret Create(PrincipalKind kind)
    {
        var id = RandomNumberGenerator.GetString(Digits, IdLength);
        var start = $"{Start}{(kind == PrincipalKind.User ? 'u' : 's')}_{id}_"
            + RandomNumberGenerator.GetString(Digits, RandomLength);
        return new ApiKeySecret(new ApiKeyId(id), start + Checksum(start));
    }

    /// <summary>Reads a secret; null if it has another form, or another checksum.</summary>
    public static ApiKeySecret? Parse(string value) =>
        Form().IsMatch(value) && value.EndsWith(Checksum(value[..^ChecksumLength]), StringComparison.Ordinal)
            ? new ApiKeySecret(new ApiKeyId(value.Substring(Start.Length + 2, IdLength)), value)
            : null;

    /// <summary>Returns a description without the secret.</summary>
    public override string ToString() => $"secret of API key {KeyId}";

    private static string Checksum(string value)
    {
        var left = Crc32.HashToUInt32(Encoding.ASCII.GetBytes(value));
        var digits = new char[ChecksumLength];
        for (var i = ChecksumLength - 1; i >= 0; i--)
        {
            digits[i] = Digits[(int)(left % (uint)Digits.Length)];
            left /= (uint)Digits.Length;
        }

        return new string(digits);
    }

    [GeneratedRegex(@"\Atauro_[us]_[0-9A-Za-z]{8}_[0-9A-Za-z]{38}\z")]
    private static partial Regex Form();
}
