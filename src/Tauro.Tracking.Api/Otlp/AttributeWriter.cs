using System.Text.Json;

namespace Tauro.Tracking.Api.Otlp;

/// <summary>
/// Writes attributes in protobuf's JSON, with the names of the protocol definition and 64-bit numbers as numbers.
/// </summary>
internal static class AttributeWriter
{
    /// <summary>Writes the attributes; nothing when the list is empty.</summary>
    public static void Write(Utf8JsonWriter json, string name, List<OtlpAttribute> attributes)
    {
        if (attributes.Count == 0) return;
        json.WriteStartArray(name);
        foreach (var (key, value) in attributes)
        {
            json.WriteStartObject();
            json.WriteString("key", key);
            json.WritePropertyName("value");
            WriteValue(json, value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteValue(Utf8JsonWriter json, object? value)
    {
        json.WriteStartObject();
        switch (value)
        {
            case string input: json.WriteString("string_value", input); break;
            case bool flag: json.WriteBoolean("bool_value", flag); break;
            case long integer: json.WriteNumber("int_value", integer); break;
            case double number when double.IsFinite(number): json.WriteNumber("double_value", number); break;
            case double number:
                json.WriteString(
                    "double_value", double.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity");
                break;
            case byte[] bytes: json.WriteBase64String("bytes_value", bytes); break;
            case List<OtlpAttribute> members:
                json.WriteStartObject("kvlist_value");
                Write(json, "values", members);
                json.WriteEndObject();
                break;
            case List<object?> items:
                json.WriteStartObject("array_value");
                json.WriteStartArray("values");
                foreach (var item in items) WriteValue(json, item);
                json.WriteEndArray();
                json.WriteEndObject();
                break;
        }

        json.WriteEndObject();
    }
}
