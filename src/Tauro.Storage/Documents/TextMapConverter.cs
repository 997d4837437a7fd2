using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tauro.Storage.Documents;

/// <summary>Reads maps of texts into the form that documents keep.</summary>
internal sealed class TextMapConverter : JsonConverter<IReadOnlyDictionary<string, string>>
{
    public override IReadOnlyDictionary<string, string> Read(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject) throw new JsonException("A map of texts is an object.");
        var entries = MapEntries<string>.Begin();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = SharedText.Read(ref reader)!;
            reader.Read();
            entries.Add(key, reader.TokenType is JsonTokenType.String or JsonTokenType.Null
                ? SharedText.Read(ref reader)!
                : throw new JsonException($"The value of '{key}' is no text."));
        }

        return entries.ToMap();
    }

    public override void Write(
        Utf8JsonWriter writer, IReadOnlyDictionary<string, string> value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (key, text) in value) writer.WriteString(key, text);
        writer.WriteEndObject();
    }
}
