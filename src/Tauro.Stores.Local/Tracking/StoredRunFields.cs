using System.Text.Json;
using Tauro.Stores.Filters;
using Tauro.Stores.Local.Tables;

namespace Tauro.Stores.Local.Tracking;

/// <summary>
/// Reads one field of a stored run without decoding the others, which makes a search over many runs several times
/// faster.
/// </summary>
internal static class StoredRunFields
{
    /// <summary>Reads a metric; null when the run has no such metric.</summary>
    public static StoredMetric? Metric(ReadOnlySpan<byte> json, string key)
    {
        var reader = new Utf8JsonReader(json);
        if (!MoveTo(ref reader, "metrics"u8) || !MoveTo(ref reader, key)) return null;
        reader.Read();
        return StoredMetricsConverter.ReadMetric(ref reader);
    }

    /// <summary>Reads a param, a tag or the name; null when the run has none.</summary>
    public static string? String(ReadOnlySpan<byte> json, Field field)
    {
        var reader = new Utf8JsonReader(json);
        var isFound = field.Kind switch
        {
            FieldKind.Param => MoveTo(ref reader, "params"u8) && MoveTo(ref reader, field.Key),
            FieldKind.Tag => MoveTo(ref reader, "tags"u8) && MoveTo(ref reader, field.Key),
            _ => MoveTo(ref reader, "name"u8),
        };
        return isFound && reader.Read() ? StringPool.Read(ref reader) : null;
    }

    /// <summary>Whether a field can be read this way.</summary>
    public static bool IsString(Field field) =>
        field.Kind is FieldKind.Param or FieldKind.Tag || field is { Kind: FieldKind.Attribute, Key: "run_name" };

    /// <summary>Moves into an object, to its member with a name.</summary>
    private static bool MoveTo(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        for (reader.Read(); reader.Read() && reader.TokenType == JsonTokenType.PropertyName; reader.Skip())
            if (reader.ValueTextEquals(name)) return true;
        return false;
    }

    private static bool MoveTo(ref Utf8JsonReader reader, string name)
    {
        for (reader.Read(); reader.Read() && reader.TokenType == JsonTokenType.PropertyName; reader.Skip())
            if (reader.ValueTextEquals(name)) return true;
        return false;
    }
}
