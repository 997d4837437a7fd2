using System.Text.Json;

namespace Tauro.Stores.Local.Tables;

/// <summary>Params, tags and the like.</summary>
internal sealed class TextMapConverter : MapConverter<string>
{
    protected override string ReadValue(ref Utf8JsonReader reader) =>
        reader.TokenType is JsonTokenType.String or JsonTokenType.Null
            ? SharedText.Read(ref reader)!
            : throw new JsonException("A value in a map of texts is no text.");

    protected override void WriteValue(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value);
}
