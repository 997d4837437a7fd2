using System.Text.Json;

namespace Tauro.Contracts.Json;

/// <summary>
/// Limits the values of a JSON document, as a parsed document has a row of 12 bytes for each value, name and bracket:
/// a list of digits takes six times the bytes of its JSON.
/// </summary>
public static class JsonSize
{
    /// <summary>Whether the JSON has more rows than <see cref="Limits.JsonRowsMax"/>. Invalid JSON has not.</summary>
    public static bool IsExceeded(ReadOnlySpan<byte> json)
    {
        // Counts too many only if strings contain such characters.
        if (json.Length <= Limits.JsonRowsMax
            || json.Count((byte)',') + json.Count((byte)':') + json.Count((byte)'[') + json.Count((byte)'{')
                <= Limits.JsonRowsMax / 2) return false;
        try
        {
            var reader = new Utf8JsonReader(json);
            for (var rows = 0; reader.Read(); rows++)
                if (rows > Limits.JsonRowsMax) return true;
        }
        catch (JsonException)
        {
        }

        return false;
    }

    /// <summary>Describes JSON with too many values.</summary>
    public static string TooManyValues =>
        $"The JSON has more than {Limits.JsonRowsMax} values, names and brackets, the limit. Split it into several "
        + "requests.";
}
