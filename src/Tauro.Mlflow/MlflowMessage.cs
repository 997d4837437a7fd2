using System.Text.Json;

namespace Tauro.Mlflow;

/// <summary>
/// An object in MLflow's JSON: whole numbers may be texts of digits, null is absent, and the empty text counts as
/// missing where a text is required. Getters refuse in the words of MLflow's own checks, so call them in the order of
/// MLflow's.
/// </summary>
public class MlflowMessage(JsonElement fields, bool isQuery = false)
{
    private const string SeeDocs = " See the API docs for more information about request parameters.";

    /// <summary>The object as it was sent.</summary>
    public JsonElement Fields => fields;

    /// <summary>Whether it is there and not null.</summary>
    public bool Has(string name) => Find(name) is not null;

    /// <summary>Whether it counts as missing where it is required: absent, null or an empty text.</summary>
    public bool IsMissing(string name) => Find(name) is not { } value || IsEmptyText(value);

    /// <summary>Null when absent; an empty text stays one.</summary>
    public string? Text(string name) => Find(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : throw InvalidValue(name, value);

    public string RequiredText(string name) => Text(name) is { Length: > 0 } text ? text : throw MissingValue(name);

    public long? Whole(string name) => Find(name) is not { } value ? null
        : MlflowValues.TryWhole(value, out var number) ? number
        : throw InvalidValue(name, value);

    public long RequiredWhole(string name) =>
        Find(name) is { } value && !IsEmptyText(value) ? Whole(name)!.Value : throw MissingValue(name);

    public double? Number(string name) => Find(name) is not { } value ? null
        : MlflowValues.TryNumber(value, out var number) ? number
        : throw InvalidValue(name, value);

    public double RequiredNumber(string name) =>
        Find(name) is { } value && !IsEmptyText(value) ? Number(name)!.Value : throw MissingValue(name);

    /// <summary>In a query in any letter case; in JSON as it is.</summary>
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

    /// <summary>A repeated parameter or an array; empty when absent.</summary>
    public IReadOnlyList<string> Texts(string name) =>
        [.. Items(name).Select(item => item.ValueKind == JsonValueKind.String
            ? item.GetString()!
            : throw InvalidValue(name, FindAll(name)!.Value))];

    /// <summary>The objects of an array; empty when absent.</summary>
    public IReadOnlyList<MlflowMessage> Messages(string name) =>
        [.. Items(name).Select(item => item.ValueKind == JsonValueKind.Object
            ? new MlflowMessage(item)
            : throw InvalidValue(name, FindAll(name)!.Value))];

    /// <summary>An object within; null when absent.</summary>
    public MlflowMessage? Message(string name) => Find(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.Object ? new MlflowMessage(value)
        : throw InvalidValue(name, value);

    /// <summary>Pairs of <c>key</c> and <c>value</c>, as tags and params come.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Pairs(string name) =>
        [.. Messages(name).Select(pair => KeyValuePair.Create(pair.Text("key") ?? "", pair.Text("value") ?? ""))];

    public static MlflowException MissingValue(string name) =>
        MlflowException.Invalid($"Missing value for required parameter '{name}'.{SeeDocs}");

    public static MlflowException InvalidValue(string name, JsonElement value) => MlflowException.Invalid(
        $"Invalid value {MlflowValues.Shown(value)} for parameter '{name}' supplied:  Hint: Value was of type "
        + $"'{MlflowValues.TypeOf(value)}'.{SeeDocs}");

    // A query knows lists only; what is single counts with its first value.
    private JsonElement? Find(string name) =>
        FindAll(name) is not { } value ? null : isQuery ? value[0] : value;

    private JsonElement? FindAll(string name) =>
        fields.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private IEnumerable<JsonElement> Items(string name) => FindAll(name) is not { } value ? []
        : value.ValueKind == JsonValueKind.Array ? value.EnumerateArray()
        : throw InvalidValue(name, value);

    private static bool IsEmptyText(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && value.GetString()!.Length == 0;
}
