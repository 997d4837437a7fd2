using System.Text.Json;
using System.Text.Json.Serialization;
using Tauro.Contracts.Runs;

namespace Tauro.Storage.Documents;

/// <summary>
/// Reads the latest points of a run's metrics. They are most of what a store reads when it opens, and the serializer
/// takes several times as long for them.
/// </summary>
internal sealed class LatestMetricsConverter : JsonConverter<IReadOnlyDictionary<string, LatestMetric>>
{
    public override IReadOnlyDictionary<string, LatestMetric> Read(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject) throw new JsonException("The metrics are no object.");
        var entries = MapEntries<LatestMetric>.Begin();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = SharedText.Read(ref reader)!;
            reader.Read();
            entries.Add(key, ReadPoint(ref reader));
        }

        return entries.ToMap();
    }

    public override void Write(
        Utf8JsonWriter writer, IReadOnlyDictionary<string, LatestMetric> value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (key, point) in value)
        {
            writer.WriteStartObject(key);
            if (double.IsFinite(point.Value)) writer.WriteNumber("value"u8, point.Value);
            else writer.WriteString("value"u8, JsonSerializer.Serialize(point.Value, options).Trim('"'));
            writer.WriteNumber("step"u8, point.Step);
            writer.WriteNumber("timestamp"u8, point.Timestamp);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static LatestMetric ReadPoint(ref Utf8JsonReader reader)
    {
        (double? value, long? step, long? timestamp) = (null, null, null);
        if (reader.TokenType != JsonTokenType.StartObject) throw new JsonException("A metric is no object.");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("value"u8))
            {
                reader.Read();
                value = ReadValue(ref reader);
            }
            else if (reader.ValueTextEquals("step"u8))
            {
                reader.Read();
                step = reader.GetInt64();
            }
            else if (reader.ValueTextEquals("timestamp"u8))
            {
                reader.Read();
                timestamp = reader.GetInt64();
            }
            else throw new JsonException("A metric has a value, a step and a timestamp, and nothing else.");
        }

        return new LatestMetric(
            value ?? throw new JsonException("A metric has no value."),
            step ?? throw new JsonException("A metric has no step."),
            timestamp ?? throw new JsonException("A metric has no timestamp."));
    }

    private static double ReadValue(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number) return reader.GetDouble();
        if (reader.ValueTextEquals("NaN"u8)) return double.NaN;
        if (reader.ValueTextEquals("Infinity"u8)) return double.PositiveInfinity;
        return reader.ValueTextEquals("-Infinity"u8)
            ? double.NegativeInfinity
            : throw new JsonException("The value of a metric is no number.");
    }
}
