using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tauro.Contracts.Ids;

/// <summary>Writes the name of a stage or a gate; reads it in any letter case.</summary>
internal sealed class NameConverter<T> : JsonConverter<T>
    where T : struct, IParsable<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && T.TryParse(reader.GetString(), null, out var value)
            ? value
            : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
