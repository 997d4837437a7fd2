using System.Buffers.Text;
using System.Text.Json;

namespace Tauro.Tracking.Api.Mlflow.Runs;

/// <summary>
/// Reads the values of a point in the form that clients send. Each method reads the next token, and returns null for
/// any other form.
/// </summary>
internal static class PointValues
{
    public static string? ReadString(ref Utf8JsonReader json) =>
        json.Read() && json.TokenType == JsonTokenType.String ? json.GetString() : Skipped<string>(ref json);

    public static double? ReadNumber(ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.Number && json.TryGetDouble(out var number) && double.IsFinite(number))
            return number;
        if (json.TokenType == JsonTokenType.String)
        {
            if (json.ValueTextEquals("NaN"u8)) return double.NaN;
            if (json.ValueTextEquals("Infinity"u8)) return double.PositiveInfinity;
            if (json.ValueTextEquals("-Infinity"u8)) return double.NegativeInfinity;
        }

        return SkippedValue<double>(ref json);
    }

    /// <summary>Reads a number, or a string of digits, as typed clients send an int64.</summary>
    public static long? ReadInteger(ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.Number && json.TryGetInt64(out var number)) return number;
        if (json.TokenType == JsonTokenType.String && !json.HasValueSequence
            && Utf8Parser.TryParse(json.ValueSpan, out long digits, out var length) && length == json.ValueSpan.Length)
            return digits;
        return SkippedValue<long>(ref json);
    }

    public static void Ignore(ref Utf8JsonReader json)
    {
        json.Read();
        json.Skip();
    }

    private static T? Skipped<T>(ref Utf8JsonReader json) where T : class
    {
        json.Skip();
        return null;
    }

    private static T? SkippedValue<T>(ref Utf8JsonReader json) where T : struct
    {
        json.Skip();
        return null;
    }
}
