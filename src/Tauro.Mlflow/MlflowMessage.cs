using System.Runtime.InteropServices;
using System.Text.Json;
using Tauro.Contracts.Ids;

namespace Tauro.Mlflow;

/// <summary>
/// An object in MLflow's JSON: an integer may be a string of digits, null counts as absent, and an empty string counts
/// as missing where a string is required. The getters throw the errors of MLflow's own checks, so call them in the
/// order of those checks.
/// </summary>
public class MlflowMessage(JsonElement fields, bool isQuery = false)
{
    private const string SeeDocs = " See the API docs for more information about request parameters.";

    /// <summary>The object as it was sent.</summary>
    public JsonElement Fields => fields;

    /// <summary>Whether the member is present and not null.</summary>
    public bool Has(string name) => Find(name) is not null;

    /// <summary>Whether a required member counts as missing: it is absent, null or an empty string.</summary>
    public bool IsMissing(string name) => Find(name) is not { } value || IsEmptyString(value);

    /// <summary>Returns null when absent, and an empty string as it is.</summary>
    public string? String(string name) => Find(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : throw InvalidValue(name, value);

    public string RequiredString(string name) =>
        String(name) is { Length: > 0 } value ? value : throw MissingValue(name);

    /// <summary>Gets a required string as UTF-8, for strings of many megabytes.</summary>
    public ReadOnlyMemory<byte> RequiredUtf8(string name)
    {
        if (Find(name) is not { } value || IsEmptyString(value)) throw MissingValue(name);
        if (value.ValueKind != JsonValueKind.String) throw InvalidValue(name, value);
        var json = JsonMarshal.GetRawUtf8Value(value);
        var reader = new Utf8JsonReader(json);
        reader.Read();
        var bytes = new byte[json.Length];
        return bytes.AsMemory(0, reader.CopyString(bytes));
    }

    /// <summary>Gets an id; null when it is absent or an empty string.</summary>
    public TId? Id<TId>(string name) where TId : struct, IId<TId> =>
        TId.TryParse(String(name), null, out var id) ? id : null;

    public TId RequiredId<TId>(string name) where TId : struct, IId<TId> => Id<TId>(name) ?? throw MissingValue(name);

    public long? Integer(string name) => Find(name) is not { } value ? null
        : MlflowValues.TryReadInteger(value, out var number) ? number
        : throw InvalidValue(name, value);

    public long RequiredInteger(string name) =>
        Find(name) is { } value && !IsEmptyString(value) ? Integer(name)!.Value : throw MissingValue(name);

    public double? Number(string name) => Find(name) is not { } value ? null
        : MlflowValues.TryReadNumber(value, out var number) ? number
        : throw InvalidValue(name, value);

    public double RequiredNumber(string name) =>
        Find(name) is { } value && !IsEmptyString(value) ? Number(name)!.Value : throw MissingValue(name);

    /// <summary>Gets a boolean: in a query, <c>true</c> or <c>false</c> in any letter case.</summary>
    public bool? Flag(string name)
    {
        if (Find(name) is not { } value) return null;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False) return value.GetBoolean();
        if (!isQuery) throw InvalidValue(name, value);
        return bool.TryParse(value.GetString(), out var flag)
            ? flag
            : throw MlflowException.Invalid(
                $"Invalid boolean value: {value.GetString()}, must be 'true' or 'false'.");
    }

    /// <summary>Gets a repeated parameter or an array of strings; empty when absent.</summary>
    public IReadOnlyList<string> Strings(string name) =>
        [.. Items(name).Select(item => item.ValueKind == JsonValueKind.String
            ? item.GetString()!
            : throw InvalidValue(name, FindAll(name)!.Value))];

    /// <summary>Gets a repeated parameter or an array as ids; an empty string is the <c>default</c> id.</summary>
    public IReadOnlyList<TId> Ids<TId>(string name) where TId : struct, IId<TId> =>
        [.. Strings(name).Select(value => TId.TryParse(value, null, out var id) ? id : default)];

    /// <summary>Gets the objects of an array; empty when absent.</summary>
    public IReadOnlyList<MlflowMessage> Messages(string name) =>
        [.. Items(name).Select(item => item.ValueKind == JsonValueKind.Object
            ? new MlflowMessage(item)
            : throw InvalidValue(name, FindAll(name)!.Value))];

    /// <summary>Gets a nested object; null when absent.</summary>
    public MlflowMessage? Message(string name) => Find(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.Object ? new MlflowMessage(value)
        : throw InvalidValue(name, value);

    /// <summary>Gets an array of <c>key</c> and <c>value</c> objects, the form of tags and params.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Pairs(string name) =>
        [.. Messages(name).Select(pair => KeyValuePair.Create(pair.String("key") ?? "", pair.String("value") ?? ""))];

    public static MlflowException MissingValue(string name) =>
        MlflowException.Invalid($"Missing value for required parameter '{name}'.{SeeDocs}");

    public static MlflowException InvalidValue(string name, JsonElement value) => MlflowException.Invalid(
        $"Invalid value {MlflowValues.Format(value)} for parameter '{name}' supplied:  Hint: Value was of type "
        + $"'{MlflowValues.TypeOf(value)}'.{SeeDocs}");

    // A query has only lists; for a single value, the first one counts.
    private JsonElement? Find(string name) =>
        FindAll(name) is not { } value ? null : isQuery ? value[0] : value;

    private JsonElement? FindAll(string name) =>
        fields.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private IEnumerable<JsonElement> Items(string name) => FindAll(name) is not { } value ? []
        : value.ValueKind == JsonValueKind.Array ? value.EnumerateArray()
        : throw InvalidValue(name, value);

    private static bool IsEmptyString(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && value.ValueEquals(""u8);
}
