namespace Tauro.Contracts.Json;

/// <summary>
/// Limits the values of a JSON document, as a parsed document has a row of 12 bytes for each value, name and bracket:
/// a list of digits takes six times the bytes of its JSON.
/// </summary>
public static class JsonSize
{
    /// <summary>Describes JSON with too many values.</summary>
    public static string TooManyValues =>
        $"The JSON has more than {Limits.JsonRowsMax} values, names and brackets, the limit. Split it into several "
        + "requests.";

    /// <summary>Whether the JSON has more rows than <see cref="Limits.JsonRowsMax"/>.</summary>
    public static bool IsExceeded(ReadOnlySpan<byte> json)
    {
        if (json.Length <= Limits.JsonRowsMax) return false;
        var rows = new JsonRows();
        rows.Add(json);
        return rows.AreExceeded;
    }
}
