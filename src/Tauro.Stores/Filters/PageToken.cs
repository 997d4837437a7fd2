using System.Text;
using System.Text.Json;
using Tauro.Contracts;

namespace Tauro.Stores.Filters;

/// <summary>
/// Where the next page begins, as MLflow writes it: base64 of <c>{"offset": N}</c>. Opaque to clients. Offsets
/// shift when rows are added or removed between pages.
/// </summary>
public static class PageToken
{
    private const int LengthMax = 200;

    public static string Encode(int offset) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes($$"""{"offset": {{offset}}}"""));

    /// <summary>The offset; 0 for null or an empty token, which ask for the first page.</summary>
    public static StoreOutcome<int> Decode(string? token)
    {
        if (string.IsNullOrEmpty(token)) return 0;
        var bytes = new byte[LengthMax];
        if (token.Length > LengthMax) return Invalid(token);
        if (!Convert.TryFromBase64String(token, bytes, out var length)) return Invalid(token);
        try
        {
            var reader = new Utf8JsonReader(bytes.AsSpan(0, length));
            using var json = JsonDocument.ParseValue(ref reader);
            return reader.BytesConsumed == length
                && json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("offset", out var offset)
                && offset.ValueKind == JsonValueKind.Number
                && offset.TryGetInt32(out var value)
                && value >= 0
                ? value
                : Invalid(token);
        }
        catch (JsonException)
        {
            return Invalid(token);
        }
    }

    private static StoreProblem Invalid(string token) => StoreProblem.Invalid(
        ProblemCodes.InvalidPageToken,
        $"Invalid page token '{FilterSyntaxException.Short(token)}': it is none of this list; pass next_page_token "
        + "as it was given, or none for the first page.");
}
