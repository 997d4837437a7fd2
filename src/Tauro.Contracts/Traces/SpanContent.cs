using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tauro.Contracts.Traces;

/// <summary>
/// A span in OpenTelemetry's protobuf JSON, with the names of its protocol definition: <c>trace_id</c> and
/// <c>span_id</c> in base64, <c>attributes</c> a list of keys and values.
/// Held compressed, since inputs and outputs are long texts.
/// </summary>
[JsonConverter(typeof(AsJson))]
public sealed class SpanContent
{
    private const int PlainBytesMax = 512;
    private readonly byte[] bytes;
    private readonly int length;

    private SpanContent(byte[] bytes, int length) => (this.bytes, this.length) = (bytes, length);

    /// <summary>Bytes of its JSON.</summary>
    public int Length => length;

    /// <param name="json">An object.</param>
    public static SpanContent Of(ReadOnlySpan<byte> json)
    {
        if (json.Length <= PlainBytesMax) return new(json.ToArray(), json.Length);
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Fastest)) deflate.Write(json);
        return new(packed.ToArray(), json.Length);
    }

    /// <summary>The JSON, in UTF-8.</summary>
    public byte[] ToJson()
    {
        if (length <= PlainBytesMax) return bytes;
        var json = new byte[length];
        using var deflate = new DeflateStream(new MemoryStream(bytes), CompressionMode.Decompress);
        deflate.ReadExactly(json);
        return json;
    }

    public override string ToString() => Encoding.UTF8.GetString(ToJson());

    /// <summary>
    /// Attributes as texts: those that are no text as JSON. A key that comes twice counts with its last value.
    /// </summary>
    public IReadOnlyDictionary<string, string> Attributes() => Attributes(Text);

    /// <summary>Attributes as texts of JSON, texts in quotes.</summary>
    public IReadOnlyDictionary<string, string> PlainAttributes() => Attributes(Plain);

    private IReadOnlyDictionary<string, string> Attributes(Func<JsonElement, string> read)
    {
        using var json = JsonDocument.Parse(ToJson());
        if (!json.RootElement.TryGetProperty("attributes", out var attributes))
            return ImmutableDictionary<string, string>.Empty;
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var attribute in attributes.EnumerateArray())
        {
            if (!attribute.TryGetProperty("value", out var value)) continue;
            texts[attribute.GetProperty("key").GetString()!] = read(value);
        }

        return texts;
    }

    /// <summary>A value as plain JSON: <c>{"string_value": "a"}</c> is <c>"a"</c>.</summary>
    private static void WritePlain(Utf8JsonWriter json, JsonElement value)
    {
        foreach (var member in value.EnumerateObject())
        {
            switch (member.Name)
            {
                case "array_value":
                    json.WriteStartArray();
                    if (member.Value.TryGetProperty("values", out var items))
                        foreach (var item in items.EnumerateArray()) WritePlain(json, item);
                    json.WriteEndArray();
                    return;
                case "kvlist_value":
                    json.WriteStartObject();
                    if (member.Value.TryGetProperty("values", out var pairs))
                    {
                        foreach (var pair in pairs.EnumerateArray())
                        {
                            json.WritePropertyName(pair.GetProperty("key").GetString()!);
                            if (pair.TryGetProperty("value", out var inner)) WritePlain(json, inner);
                            else json.WriteNullValue();
                        }
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

    private static string Text(JsonElement value)
    {
        if (value.TryGetProperty("string_value", out var text)) return Unquoted(text.GetString()!);
        return Plain(value);
    }

    private static string Plain(JsonElement value)
    {
        using var plain = new MemoryStream();
        using (var json = new Utf8JsonWriter(plain)) WritePlain(json, value);
        return Encoding.UTF8.GetString(plain.GetBuffer(), 0, (int)plain.Length);
    }

    // Some of MLflow's clients send a text as the JSON of a text.
    private static string Unquoted(string text)
    {
        if (text.Length < 2 || text[0] != '"' || text[^1] != '"') return text;
        try
        {
            return JsonSerializer.Deserialize<string>(text) ?? text;
        }
        catch (JsonException)
        {
            return text;
        }
    }

    private sealed class AsJson : JsonConverter<SpanContent>
    {
        public override SpanContent Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            using var json = JsonDocument.ParseValue(ref reader);
            return Of(Encoding.UTF8.GetBytes(json.RootElement.GetRawText()));
        }

        public override void Write(Utf8JsonWriter writer, SpanContent value, JsonSerializerOptions options) =>
            writer.WriteRawValue(value.ToJson(), skipInputValidation: true);
    }
}
