using System.Buffers;
using System.Text.Json;
using Tauro.Contracts;
using Tauro.Contracts.Runs;
using Tauro.ServiceDefaults.Json;

namespace Tauro.Tracking.Api.Runs;

/// <summary>Reads <c>{"metrics": […], "params": {…}, "tags": {…}}</c> token by token.</summary>
internal ref struct BatchReader
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 8 };

    /// <summary>The index of a point that is the entire document.</summary>
    private const int NoIndex = -1;

    private readonly long now;
    private readonly KeyPool keys = new();
    private Utf8JsonReader json;

    private BatchReader(ReadOnlySequence<byte> body, long now)
    {
        json = new Utf8JsonReader(body, Options);
        this.now = now;
    }

    /// <param name="body">The complete document.</param>
    /// <param name="now">Unix milliseconds, for points without a timestamp.</param>
    /// <exception cref="JsonException">The document is invalid; the message says where and why.</exception>
    public static RunBatch Read(ReadOnlySequence<byte> body, long now) =>
        Read(new BatchReader(body, now), static (ref reader) => reader.Batch());

    /// <summary>Reads a single point, with the same rules.</summary>
    /// <inheritdoc cref="Read"/>
    public static MetricPoint ReadPoint(ReadOnlySequence<byte> body, long now) =>
        Read(new BatchReader(body, now), static (ref reader) =>
        {
            reader.json.Read();
            return reader.Point(NoIndex);
        });

    private static T Read<T>(BatchReader reader, DocumentReader<T> read)
    {
        try
        {
            var document = read(ref reader);
            // Anything after the document is an error, which only another read finds.
            while (reader.json.Read())
            {
            }

            return document;
        }
        catch (InvalidOperationException)
        {
            throw reader.Bad("$", "a string is not valid UTF-8 or has an unpaired surrogate");
        }
    }

    private delegate T DocumentReader<T>(ref BatchReader reader);

    private RunBatch Batch()
    {
        List<MetricPoint>? metrics = null;
        Dictionary<string, string>? values = null, tags = null;
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject) throw Bad("$", "a batch must be an object");
        while (Next() != JsonTokenType.EndObject)
        {
            if (json.ValueTextEquals("metrics"u8)) metrics = metrics is null ? Points() : throw Duplicate("metrics");
            else if (json.ValueTextEquals("params"u8))
                values = values is null ? Strings("params") : throw Duplicate("params");
            else if (json.ValueTextEquals("tags"u8)) tags = tags is null ? Strings("tags") : throw Duplicate("tags");
            else Ignore();
        }

        return new RunBatch(metrics, values, tags);
    }

    private List<MetricPoint>? Points()
    {
        if (Next() == JsonTokenType.Null) return null;
        if (json.TokenType != JsonTokenType.StartArray) throw Bad("$.metrics", "an array of points was expected");
        var points = new List<MetricPoint>();
        while (Next() != JsonTokenType.EndArray)
        {
            // One point over the limit is enough for the store to refuse the batch; the rest is only parsed.
            if (points.Count <= Limits.BatchMetricsMax) points.Add(Point(points.Count));
            else json.Skip();
        }

        return points;
    }

    private MetricPoint Point(int index)
    {
        if (json.TokenType != JsonTokenType.StartObject) throw Bad(At(index), "a point must be an object");
        string? key = null;
        double? value = null;
        long? timestamp = null, step = null;
        while (Next() != JsonTokenType.EndObject)
        {
            if (json.ValueTextEquals("key"u8)) key = key is null ? Key(index) : throw Duplicate("key");
            else if (json.ValueTextEquals("value"u8)) value = value is null ? Value(index) : throw Duplicate("value");
            else if (json.ValueTextEquals("timestamp"u8))
                timestamp = timestamp is null ? Time(index) ?? now : throw Duplicate("timestamp");
            else if (json.ValueTextEquals("step"u8))
                step = step is null ? Integer(index, "step") ?? 0 : throw Duplicate("step");
            else Ignore();
        }

        return new MetricPoint(
            key ?? throw Bad(At(index), "the key is missing"),
            value ?? throw Bad(At(index), "the value is missing"),
            timestamp ?? now,
            step ?? 0);
    }

    private string Key(int index) =>
        Next() == JsonTokenType.String ? keys.Intern(ref json) : throw Bad(At(index) + ".key", "a string was expected");

    private double Value(int index)
    {
        if (Next() == JsonTokenType.Number && json.TryGetDouble(out var number) && double.IsFinite(number))
            return number;
        if (json.TokenType == JsonTokenType.String)
        {
            if (json.ValueTextEquals("NaN"u8)) return double.NaN;
            if (json.ValueTextEquals("Infinity"u8)) return double.PositiveInfinity;
            if (json.ValueTextEquals("-Infinity"u8)) return double.NegativeInfinity;
        }

        throw Bad(At(index) + ".value", "a number, \"NaN\", \"Infinity\" or \"-Infinity\" was expected");
    }

    private long? Time(int index) => Integer(index, "timestamp") is var time && time is not < 0
        ? time
        : throw Bad(At(index) + ".timestamp", "Unix milliseconds, 0 or more, were expected");

    private long? Integer(int index, string member) => Next() switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.Number when json.TryGetInt64(out var number) => number,
        _ => throw Bad($"{At(index)}.{member}", "an integer was expected"),
    };

    private Dictionary<string, string>? Strings(string member)
    {
        if (Next() == JsonTokenType.Null) return null;
        if (json.TokenType != JsonTokenType.StartObject) throw Bad($"$.{member}", "an object of strings was expected");
        var values = new Dictionary<string, string>();
        while (Next() != JsonTokenType.EndObject)
        {
            var key = String();
            if (Next() != JsonTokenType.String) throw Bad($"$.{member}", $"the value of '{key}' is not a string");
            if (!values.TryAdd(key, String())) throw Bad($"$.{member}", $"'{key}' is a duplicate");
        }

        return values;
    }

    private string String() => json.GetString()!;

    private JsonTokenType Next() => json.Read() ? json.TokenType : throw Bad("$", "the JSON ends too early");

    private void Ignore()
    {
        Next();
        json.Skip();
    }

    private static string At(int index) => index == NoIndex ? "$" : $"$.metrics[{index}]";

    private JsonException Duplicate(string member) => Bad("$", $"'{member}' is a duplicate");

    private readonly JsonException Bad(string path, string message) => new JsonBodyException(
        $"{char.ToUpperInvariant(message[0])}{message[1..]}, near byte {json.BytesConsumed}.", path);
}
