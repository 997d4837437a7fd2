using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Runs;

namespace Tauro.Mlflow;

/// <summary>
/// Writes MLflow's JSON: nulls and empty lists are left out, integers are numbers, NaN is a string, and an infinity is
/// written as the largest finite number.
/// </summary>
public sealed class MlflowWriter(Utf8JsonWriter json)
{
    // The methods here can't write invalid JSON, so it is not checked a second time.
    internal static readonly JsonWriterOptions Options =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    // The names that a page of runs repeats thousands of times, encoded once.
    private static readonly JsonEncodedText Key = JsonEncodedText.Encode("key");
    private static readonly JsonEncodedText Value = JsonEncodedText.Encode("value");
    private static readonly JsonEncodedText Timestamp = JsonEncodedText.Encode("timestamp");
    private static readonly JsonEncodedText Step = JsonEncodedText.Encode("step");

    public MlflowWriter String(string name, string? value)
    {
        if (value is not null) json.WriteString(name, value);
        return this;
    }

    public MlflowWriter Integer(string name, long? value)
    {
        if (value is { } number) json.WriteNumber(name, number);
        return this;
    }

    public MlflowWriter Number(string name, double value)
    {
        json.WritePropertyName(name);
        WriteNumber(value);
        return this;
    }

    public MlflowWriter Flag(string name, bool? value)
    {
        if (value is { } flag) json.WriteBoolean(name, flag);
        return this;
    }

    /// <summary>Writes a value that is JSON already.</summary>
    public MlflowWriter Raw(string name, JsonElement value)
    {
        json.WritePropertyName(name);
        value.WriteTo(json);
        return this;
    }

    /// <summary>Writes a list of values that are UTF-8 JSON already.</summary>
    public MlflowWriter RawItems(string name, IEnumerable<byte[]> items)
    {
        var any = false;
        foreach (var item in items)
        {
            if (!any) json.WriteStartArray(name);
            any = true;
            json.WriteRawValue(item, skipInputValidation: true);
        }

        if (any) json.WriteEndArray();
        return this;
    }

    /// <summary>Writes an object, even when it is empty.</summary>
    public MlflowWriter Message(string name, Action<MlflowWriter>? write = null)
    {
        json.WriteStartObject(name);
        write?.Invoke(this);
        json.WriteEndObject();
        return this;
    }

    public MlflowWriter Messages<T>(string name, IEnumerable<T> items, Action<MlflowWriter, T> write)
    {
        var any = false;
        foreach (var item in items)
        {
            if (!any) json.WriteStartArray(name);
            any = true;
            json.WriteStartObject();
            write(this, item);
            json.WriteEndObject();
        }

        if (any) json.WriteEndArray();
        return this;
    }

    /// <summary>Writes a list even when it is empty, for responses that are not protobuf messages in MLflow.</summary>
    public MlflowWriter MessagesOrEmpty<T>(string name, IReadOnlyCollection<T> items, Action<MlflowWriter, T> write)
    {
        if (items.Count > 0) return Messages(name, items, write);
        json.WriteStartArray(name);
        json.WriteEndArray();
        return this;
    }

    public MlflowWriter Strings(string name, IEnumerable<string> items)
    {
        var any = false;
        foreach (var item in items)
        {
            if (!any) json.WriteStartArray(name);
            any = true;
            json.WriteStringValue(item);
        }

        if (any) json.WriteEndArray();
        return this;
    }

    public MlflowWriter Ids<TId>(string name, IEnumerable<TId> ids) where TId : struct, IId<TId> =>
        Strings(name, ids.Select(id => id.Value));

    /// <summary>Writes tags or params as objects with <c>key</c> and <c>value</c>.</summary>
    public MlflowWriter Pairs(string name, IEnumerable<KeyValuePair<string, string>> pairs) => Messages(
        name, pairs, static (writer, pair) => writer.WritePair(pair));

    /// <summary>Writes the latest point of each metric.</summary>
    public MlflowWriter Metrics(string name, IEnumerable<KeyValuePair<string, LatestMetric>> metrics) => Messages(
        name, metrics, static (writer, metric) => writer.WriteMetric(metric));

    /// <summary>Writes a map of strings; left out when it is empty.</summary>
    public MlflowWriter Map(string name, IReadOnlyDictionary<string, string> map) => map.Count == 0
        ? this
        : Message(name, writer =>
        {
            foreach (var (key, value) in map) writer.String(key, value);
        });

    private void WritePair(KeyValuePair<string, string> pair)
    {
        json.WriteString(Key, pair.Key);
        json.WriteString(Value, pair.Value);
    }

    private void WriteMetric(KeyValuePair<string, LatestMetric> metric)
    {
        json.WriteString(Key, metric.Key);
        json.WritePropertyName(Value);
        WriteNumber(metric.Value.Value);
        json.WriteNumber(Timestamp, metric.Value.Timestamp);
        json.WriteNumber(Step, metric.Value.Step);
    }

    // Writes 1 as 1.0, because clients in typed languages expect a double to look like one.
    private void WriteNumber(double value)
    {
        if (double.IsNaN(value))
        {
            json.WriteStringValue("NaN"u8);
            return;
        }

        // The longest is -1.7976931348623157E+308.
        Span<byte> digits = stackalloc byte[32];
        Math.Clamp(value, double.MinValue, double.MaxValue)
            .TryFormat(digits, out var length, "R", CultureInfo.InvariantCulture);
        if (!digits[..length].ContainsAny((byte)'.', (byte)'E'))
        {
            ".0"u8.CopyTo(digits[length..]);
            length += 2;
        }

        json.WriteRawValue(digits[..length], skipInputValidation: true);
    }
}
