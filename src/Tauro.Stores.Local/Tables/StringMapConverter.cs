using System.Text.Json;

namespace Tauro.Stores.Local.Tables;

/// <summary>Converts maps of strings: params, tags and others.</summary>
internal sealed class StringMapConverter : MapConverter<string>
{
    protected override string ReadValue(ref Utf8JsonReader reader) =>
        reader.TokenType is JsonTokenType.String or JsonTokenType.Null
            ? StringPool.Read(ref reader)!
            : throw new JsonException("A value in a map of strings is not a string.");

    protected override void WriteValue(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value);
}
