using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Tauro.Contracts.Traces;

/// <summary>Reads attributes out of OpenTelemetry's JSON, where each value is an object that names its type.</summary>
internal static class SpanAttributes
{
    private static readonly JsonWriterOptions AsIs = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IReadOnlyDictionary<string, string> Read(SpanContent span, Func<JsonElement, string> read)
    {
        using var json = JsonDocument.Parse(span.ToJson());
        return Read(json.RootElement, read);
    }

    public static IReadOnlyList<KeyValuePair<string, IReadOnlyDictionary<string, string>>> ReadEvents(SpanContent span)
    {
        using var json = JsonDocument.Parse(span.ToJson());
        return json.RootElement.TryGetProperty("events", out var events)
            ? [.. events.EnumerateArray().Select(item =>
                KeyValuePair.Create(item.GetProperty("name").GetString()!, Read(item, StringOrJson)))]
            : [];
    }

    /// <summary>Reads the attributes of a span or an event.</summary>
    public static IReadOnlyDictionary<string, string> Read(JsonElement owner, Func<JsonElement, string> read)
    {
        if (!owner.TryGetProperty("attributes", out var attributes)) return ImmutableDictionary<string, string>.Empty;
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var attribute in attributes.EnumerateArray())
        {
            if (!attribute.TryGetProperty("value", out var value)) continue;
            values[attribute.GetProperty("key").GetString()!] = read(value);
        }

        return values;
    }

    /// <summary>Returns a string as it is, any other value as JSON.</summary>
    public static string StringOrJson(JsonElement value) =>
        value.TryGetProperty("string_value", out var input) ? Unquoted(input.GetString()!) : Json(value);

    /// <summary>Returns a value as plain JSON: <c>{"string_value": "a"}</c> is <c>"a"</c>.</summary>
    public static string Json(JsonElement value)
    {
        if (value.TryGetProperty("string_value", out var input)
            && input.GetRawText() is var raw && !raw.Contains("\\u", StringComparison.Ordinal)) return raw;
        using var plain = new MemoryStream();
        using (var json = new Utf8JsonWriter(plain, AsIs)) Write(json, value);
        return Encoding.UTF8.GetString(plain.GetBuffer(), 0, (int)plain.Length);
    }

    private static void Write(Utf8JsonWriter json, JsonElement value)
    {
        foreach (var member in value.EnumerateObject())
        {
            switch (member.Name)
            {
                case "array_value":
                    json.WriteStartArray();
                    foreach (var item in Values(member.Value)) Write(json, item);
                    json.WriteEndArray();
                    return;
                case "kvlist_value":
                    json.WriteStartObject();
                    foreach (var pair in Values(member.Value))
                    {
                        json.WritePropertyName(pair.GetProperty("key").GetString()!);
                        if (pair.TryGetProperty("value", out var inner)) Write(json, inner);
                        else json.WriteNullValue();
                    }

                    json.WriteEndObject();
                    return;
                default:
                    member.Value.WriteTo(json);
                    return;
            }
        }

        json.WriteNullValue();
    }

    private static IEnumerable<JsonElement> Values(JsonElement list) =>
        list.TryGetProperty("values", out var values) ? values.EnumerateArray() : [];

    // Some of MLflow's clients send a string as the JSON of a string.
    private static string Unquoted(string value)
    {
        if (value.Length < 2 || value[0] != '"' || value[^1] != '"') return value;
        try
        {
            return JsonSerializer.Deserialize<string>(value) ?? value;
        }
        catch (JsonException)
        {
            return value;
        }
    }
}
