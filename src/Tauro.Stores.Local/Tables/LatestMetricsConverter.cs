using System.Text.Json;
using Tauro.Contracts.Runs;

namespace Tauro.Stores.Local.Tables;

/// <summary>
/// Converts the latest points of a run's metrics. They are most of what a store reads when it opens, and the serializer
/// would take several times as long.
/// </summary>
internal sealed class LatestMetricsConverter : MapConverter<LatestMetric>
{
    protected override LatestMetric ReadValue(ref Utf8JsonReader reader)
    {
        (double? value, long? step, long? timestamp) = (null, null, null);
        if (reader.TokenType != JsonTokenType.StartObject) throw new JsonException("A metric is not an object.");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("value"u8))
            {
                reader.Read();
                value = ReadNumber(ref reader);
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
            else throw new JsonException("A metric has a member other than value, step and timestamp.");
        }

        return new LatestMetric(
            value ?? throw new JsonException("A metric has no value."),
            step ?? throw new JsonException("A metric has no step."),
            timestamp ?? throw new JsonException("A metric has no timestamp."));
    }

    protected override void WriteValue(Utf8JsonWriter writer, LatestMetric value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        if (double.IsFinite(value.Value)) writer.WriteNumber("value"u8, value.Value);
        else writer.WriteString("value"u8, JsonSerializer.Serialize(value.Value, options).Trim('"'));
        writer.WriteNumber("step"u8, value.Step);
        writer.WriteNumber("timestamp"u8, value.Timestamp);
        writer.WriteEndObject();
    }

    private static double ReadNumber(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number) return reader.GetDouble();
        if (reader.ValueTextEquals("NaN"u8)) return double.NaN;
        if (reader.ValueTextEquals("Infinity"u8)) return double.PositiveInfinity;
        return reader.ValueTextEquals("-Infinity"u8)
            ? double.NegativeInfinity
            : throw new JsonException("The value of a metric is not a number.");
    }
}
