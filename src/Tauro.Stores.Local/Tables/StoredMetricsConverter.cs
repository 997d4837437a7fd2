using System.Text.Json;
using System.Text.Json.Serialization;
using Tauro.Contracts.Runs;

namespace Tauro.Stores.Local.Tables;

/// <summary>
/// Converts the metrics of a run. They are most of what a store reads when it opens, and the serializer would take
/// several times as long. The members of a range that others imply are left out: <c>max</c> when it equals <c>min</c>,
/// and <c>first</c> when it is the latest point. Without <c>min</c>, the range is not known.
/// </summary>
internal sealed class StoredMetricsConverter : JsonConverter<IReadOnlyDictionary<string, LatestMetric>>
{
    public override IReadOnlyDictionary<string, LatestMetric> Read(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject) throw new JsonException("A map is not an object.");
        var entries = MapEntries<StoredMetric>.Begin();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = StringPool.Read(ref reader)!;
            reader.Read();
            entries.Add(key, ReadMetric(ref reader));
        }

        var metrics = entries.ToMap();
        return metrics.Count == 0 ? StoredMetrics.Empty : new StoredMetrics(metrics);
    }

    /// <summary>Reads a metric, at the beginning of its object.</summary>
    public static StoredMetric ReadMetric(ref Utf8JsonReader reader)
    {
        (double? value, long? step, long? timestamp) = (null, null, null);
        (double? min, double? max, MetricValue? first) = (null, null, null);
        if (reader.TokenType != JsonTokenType.StartObject) throw new JsonException("A metric is not an object.");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("value"u8)) value = ReadNumber(ref reader);
            else if (reader.ValueTextEquals("step"u8)) step = ReadInteger(ref reader);
            else if (reader.ValueTextEquals("timestamp"u8)) timestamp = ReadInteger(ref reader);
            else if (reader.ValueTextEquals("min"u8)) min = ReadNumber(ref reader);
            else if (reader.ValueTextEquals("max"u8)) max = ReadNumber(ref reader);
            else if (reader.ValueTextEquals("first"u8)) first = ReadPoint(ref reader);
            else throw new JsonException("A metric has a member that is not known.");
        }

        var latest = new LatestMetric(
            value ?? throw new JsonException("A metric has no value."),
            step ?? throw new JsonException("A metric has no step."),
            timestamp ?? throw new JsonException("A metric has no timestamp."));
        return new StoredMetric(
            latest, min is { } least ? new MetricRange(least, max ?? least, first ?? PointOf(latest)) : null);
    }

    public override void Write(
        Utf8JsonWriter writer, IReadOnlyDictionary<string, LatestMetric> value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (key, latest) in value)
        {
            writer.WriteStartObject(key);
            WriteNumber(writer, "value"u8, latest.Value);
            writer.WriteNumber("step"u8, latest.Step);
            writer.WriteNumber("timestamp"u8, latest.Timestamp);
            if (StoredMetrics.RangeOf(value, key) is { } range) WriteRange(writer, range, latest);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteRange(Utf8JsonWriter writer, MetricRange range, LatestMetric latest)
    {
        WriteNumber(writer, "min"u8, range.Min);
        if (!range.Max.Equals(range.Min)) WriteNumber(writer, "max"u8, range.Max);
        if (range.First == PointOf(latest)) return;
        writer.WriteStartArray("first"u8);
        writer.WriteNumberValue(range.First.Step);
        writer.WriteNumberValue(range.First.Timestamp);
        if (double.IsFinite(range.First.Value)) writer.WriteNumberValue(range.First.Value);
        else writer.WriteStringValue(NameOf(range.First.Value));
        writer.WriteEndArray();
    }

    private static void WriteNumber(Utf8JsonWriter writer, ReadOnlySpan<byte> name, double value)
    {
        if (double.IsFinite(value)) writer.WriteNumber(name, value);
        else writer.WriteString(name, NameOf(value));
    }

    private static string NameOf(double value) =>
        double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";

    private static MetricValue PointOf(LatestMetric latest) => new(latest.Step, latest.Timestamp, latest.Value);

    private static MetricValue ReadPoint(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray) throw new JsonException("A metric's first is not an array.");
        var point = new MetricValue(ReadInteger(ref reader), ReadInteger(ref reader), ReadNumber(ref reader));
        reader.Read();
        return reader.TokenType == JsonTokenType.EndArray
            ? point
            : throw new JsonException("A metric's first has more than a step, a timestamp and a value.");
    }

    private static long ReadInteger(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetInt64();
    }

    private static double ReadNumber(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Number) return reader.GetDouble();
        if (reader.ValueTextEquals("NaN"u8)) return double.NaN;
        if (reader.ValueTextEquals("Infinity"u8)) return double.PositiveInfinity;
        return reader.ValueTextEquals("-Infinity"u8)
            ? double.NegativeInfinity
            : throw new JsonException("The value of a metric is not a number.");
    }
}
