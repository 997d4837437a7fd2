using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Tauro.Contracts.Ids;

namespace Tauro.Mlflow;

/// <summary>
/// Writes MLflow's JSON: nulls and empty lists are left out, integers are numbers, NaN is a string, and an infinity is
/// written as the largest finite number.
/// </summary>
public sealed class MlflowWriter(Utf8JsonWriter json)
{
    internal static readonly JsonWriterOptions Options =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

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
        if (double.IsNaN(value)) json.WriteStringValue("NaN"u8);
        else json.WriteRawValue(Digits(Math.Clamp(value, double.MinValue, double.MaxValue)), skipInputValidation: true);
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
        name, pairs, static (writer, pair) => writer.String("key", pair.Key).String("value", pair.Value));

    /// <summary>Writes a map of strings; left out when it is empty.</summary>
    public MlflowWriter Map(string name, IReadOnlyDictionary<string, string> map) => map.Count == 0
        ? this
        : Message(name, writer =>
        {
            foreach (var (key, value) in map) writer.String(key, value);
        });

    // Writes 1 as 1.0, because clients in typed languages expect a double to look like one.
    private static string Digits(double value)
    {
        var digits = value.ToString("R", CultureInfo.InvariantCulture);
        return digits.AsSpan().ContainsAny('.', 'E') ? digits : digits + ".0";
    }
}
