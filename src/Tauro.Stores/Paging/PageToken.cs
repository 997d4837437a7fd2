using System.Buffers.Text;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Tauro.Contracts;
using Tauro.Stores.Filters;

namespace Tauro.Stores.Paging;

/// <summary>
/// The start of the next page: the sort keys of the last row and a fingerprint of the query, as base64url of JSON.
/// Opaque to clients, and of no use to another account. A row that is added or deleted between two pages neither
/// repeats nor hides another row.
/// </summary>
public static class PageToken
{
    private const int LengthMax = 16_384;

    private static readonly JsonSerializerOptions Json =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="last">The sort keys of the page's last row.</param>
    /// <param name="query">Everything that determines the rows and their order.</param>
    public static string Write(IEnumerable<Literal?> last, params IReadOnlyList<object?> query) =>
        Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(
            last.Select(Write).Prepend(QueryFingerprint.Compute(query)), Json));

    /// <summary>Reads a token; null when it belongs to this query, or when there is none.</summary>
    /// <param name="token">Null or empty for the first page.</param>
    /// <param name="count">The number of sort keys.</param>
    /// <param name="last">Null for the first page.</param>
    /// <param name="query">The query that the token was written for.</param>
    public static StoreProblem? Read(
        string? token, int count, out Literal?[]? last, params IReadOnlyList<object?> query)
    {
        last = null;
        if (string.IsNullOrEmpty(token)) return null;
        if (token.Length > LengthMax) return Invalid(token);
        try
        {
            var json = Base64Url.DecodeFromChars(token);
            if (JsonSerializer.Deserialize<string?[]>(json) is not [{ } fingerprint, .. var keys])
                return Invalid(token);
            if (fingerprint != QueryFingerprint.Compute(query)) return AnotherQuery(token);
            if (keys.Length != count) return Invalid(token);
            last = [.. keys.Select(ReadKey)];
            return null;
        }
        catch (Exception e) when (e is FormatException or JsonException or OverflowException)
        {
            return Invalid(token);
        }
    }

    public static StoreProblem Invalid(string token) => Refuse(token, "it was not returned by this list");

    private static StoreProblem AnotherQuery(string token) => Refuse(
        token, "it was returned for another query, with another filter, order or parent, or to another account");

    private static StoreProblem Refuse(string token, string reason) => StoreProblem.Invalid(
        ProblemCodes.InvalidPageToken,
        $"Invalid page token '{FilterSyntaxException.Short(token)}': {reason}. Pass next_page_token as it was returned "
        + "and repeat the query, or pass none for the first page.");

    private static string? Write(Literal? key) => key switch
    {
        null => null,
        { String: { } value } => "t" + value,
        { Number: var number } => "n" + BitConverter.DoubleToInt64Bits(number).ToString("x"),
    };

    private static Literal? ReadKey(string? value) => value switch
    {
        null => null,
        ['t', .. var rest] => Literal.From(rest),
        ['n', .. var rest] => Literal.From(BitConverter.Int64BitsToDouble(
            long.Parse(rest, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture))),
        _ => throw new FormatException(),
    };
}
