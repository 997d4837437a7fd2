using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tauro.Stores.Local.Tables;

/// <summary>Converts maps, which are read into the form that documents use in memory.</summary>
internal abstract class MapConverter<T> : JsonConverter<IReadOnlyDictionary<string, T>>
{
    public override IReadOnlyDictionary<string, T> Read(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject) throw new JsonException("A map is not an object.");
        var entries = MapEntries<T>.Begin();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = StringPool.Read(ref reader)!;
            reader.Read();
            entries.Add(key, ReadValue(ref reader));
        }

        return entries.ToMap();
    }

    public override void Write(
        Utf8JsonWriter writer, IReadOnlyDictionary<string, T> value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (key, item) in value)
        {
            writer.WritePropertyName(key);
            WriteValue(writer, item, options);
        }

        writer.WriteEndObject();
    }

    protected abstract T ReadValue(ref Utf8JsonReader reader);

    protected abstract void WriteValue(Utf8JsonWriter writer, T value, JsonSerializerOptions options);
}
