using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tauro.Contracts.Traces;

/// <summary>
/// A span in OpenTelemetry's protobuf JSON, with the names of its protocol definition: <c>trace_id</c> and
/// <c>span_id</c> in base64, <c>attributes</c> a list of keys and values.
/// </summary>
[JsonConverter(typeof(Converter))]
public abstract class SpanContent
{
    /// <summary>The length of the JSON, in bytes.</summary>
    public abstract int Length { get; }

    /// <param name="json">A JSON object, in UTF-8.</param>
    public static SpanContent From(ReadOnlySpan<byte> json) => new Plain(json.ToArray());

    /// <summary>The JSON, in UTF-8.</summary>
    public abstract byte[] ToJson();

    public sealed override string ToString() => Encoding.UTF8.GetString(ToJson());

    /// <summary>Returns attributes: strings as they are, other values as JSON. The last of equal keys wins.</summary>
    public IReadOnlyDictionary<string, string> Attributes() => SpanAttributes.Read(this, SpanAttributes.StringOrJson);

    /// <summary>
    /// Writes the span in the form of MLflow's trace files: its attributes are a map with JSON as string values, and
    /// those of an event a map with JSON values.
    /// </summary>
    public void WriteFile(Utf8JsonWriter json) => SpanFile.Write(json, this);

    /// <summary>Returns the names and attributes of the events, the latter as in <see cref="Attributes"/>.</summary>
    public IReadOnlyList<KeyValuePair<string, IReadOnlyDictionary<string, string>>> Events() =>
        SpanAttributes.ReadEvents(this);

    private sealed class Plain(byte[] json) : SpanContent
    {
        public override int Length => json.Length;

        public override byte[] ToJson() => json;
    }

    private sealed class Converter : JsonConverter<SpanContent>
    {
        public override SpanContent Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            using var json = JsonDocument.ParseValue(ref reader);
            return From(Encoding.UTF8.GetBytes(json.RootElement.GetRawText()));
        }

        public override void Write(Utf8JsonWriter writer, SpanContent value, JsonSerializerOptions options) =>
            writer.WriteRawValue(value.ToJson(), skipInputValidation: true);
    }
}
