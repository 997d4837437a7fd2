using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tauro.Mlflow;

/// <summary>Parses and formats single values of MLflow's JSON.</summary>
public static class MlflowValues
{
    private const int FormattedMax = 1_000;

    private static readonly JsonSerializerOptions Compact =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads a number without a fraction, or a string of digits.</summary>
    public static bool TryReadInteger(JsonElement value, out long number)
    {
        number = 0;
        if (value.ValueKind == JsonValueKind.String)
            return long.TryParse(
                value.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
        if (value.ValueKind != JsonValueKind.Number) return false;
        if (value.TryGetInt64(out number)) return true;
        if (!value.TryGetDouble(out var real) || real != Math.Floor(real) || Math.Abs(real) >= 9.2e18) return false;
        number = (long)real;
        return true;
    }

    /// <summary>Reads a number, or a string with a number; <c>NaN</c> and infinities included.</summary>
    public static bool TryReadNumber(JsonElement value, out double number)
    {
        number = 0;
        return value.ValueKind switch
        {
            JsonValueKind.Number => value.TryGetDouble(out number),
            JsonValueKind.String => TryReadNumber(value.GetString()!, out number),
            _ => false,
        };
    }

    public static bool TryReadNumber(string value, out double number)
    {
        if (double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out number)) return true;
        (var known, number) = value.TrimStart('+').ToLowerInvariant() switch
        {
            "nan" => (true, double.NaN),
            "inf" or "infinity" => (true, double.PositiveInfinity),
            "-inf" or "-infinity" => (true, double.NegativeInfinity),
            _ => (false, 0),
        };
        return known;
    }

    /// <summary>Formats a value like Python's compact JSON: members sorted, no spaces; long values are cut.</summary>
    public static string Format(JsonElement value)
    {
        var input = Sorted(value)?.ToJsonString(Compact) ?? "null";
        return input.Length <= FormattedMax ? input : input[..FormattedMax] + "...";
    }

    /// <summary>Quotes a string for an error message; long strings are cut.</summary>
    public static string Quote(string value)
    {
        var quoted = JsonSerializer.Serialize(value, Compact);
        return quoted.Length <= FormattedMax ? quoted : quoted[..FormattedMax] + "...";
    }

    /// <summary>Gets Python's name for the type of a value.</summary>
    public static string TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => "str",
        JsonValueKind.Number => value.TryGetInt64(out _) ? "int" : "float",
        JsonValueKind.True or JsonValueKind.False => "bool",
        JsonValueKind.Array => "list",
        JsonValueKind.Object => "dict",
        _ => "NoneType",
    };

    private static JsonNode? Sorted(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => new JsonObject(value.EnumerateObject()
            .DistinctBy(member => member.Name)
            .OrderBy(member => member.Name, StringComparer.Ordinal)
            .Select(member => KeyValuePair.Create(member.Name, Sorted(member.Value)))),
        JsonValueKind.Array => new JsonArray([.. value.EnumerateArray().Select(Sorted)]),
        JsonValueKind.Null => null,
        _ => JsonValue.Create(value),
    };
}
