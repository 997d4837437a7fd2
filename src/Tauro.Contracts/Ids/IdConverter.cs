using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tauro.Contracts.Ids;

/// <summary>Reads and writes an id as a JSON string; an empty string is the <c>default</c> value.</summary>
internal sealed class IdConverter<TId> : JsonConverter<TId>
    where TId : struct, IId<TId>
{
    public override TId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        TId.TryParse(reader.GetString() ?? throw new JsonException(), null, out var id);
        return id;
    }

    public override void Write(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);
}
