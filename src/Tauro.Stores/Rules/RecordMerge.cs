using System.Text.Json;
using System.Text.Json.Nodes;
using Tauro.Contracts.Evaluation;

namespace Tauro.Stores.Rules;

/// <summary>Merges an evaluation record that is written again, and the schema of its dataset.</summary>
public static class RecordMerge
{
    private const string UserTag = "mlflow.user";

    /// <summary>Adds expectations and tags, replaces outputs, and keeps the first source.</summary>
    public static EvaluationRecord Apply(EvaluationRecord before, RecordChange change, long now) => before with
    {
        Outputs = change.Outputs ?? before.Outputs,
        Expectations = Merge(before.Expectations, change.Expectations),
        Tags = Merge(before.Tags, change.Tags),
        LastUpdateTime = now,
        LastUpdatedBy = UserOf(change) ?? before.LastUpdatedBy,
    };

    /// <summary>Returns the user who changes a record; null when the tags name none.</summary>
    public static string? UserOf(RecordChange change) =>
        change.Tags is { } tags && tags.TryGetProperty(UserTag, out var user) && user.ValueKind == JsonValueKind.String
            ? user.GetString()
            : null;

    /// <summary>Adds the members of changes to a schema; a member keeps its first type.</summary>
    public static RecordSchema Widen(RecordSchema? before, IEnumerable<RecordChange> changes)
    {
        var (inputs, outputs, expectations) =
            (Copy(before?.Inputs), Copy(before?.Outputs), Copy(before?.Expectations));
        foreach (var change in changes)
        {
            AddTypes(inputs, change.Inputs);
            AddTypes(outputs, change.Outputs);
            AddTypes(expectations, change.Expectations);
        }

        return new RecordSchema(inputs, outputs, expectations);
    }

    private static JsonElement? Merge(JsonElement? before, JsonElement? change)
    {
        if (change is not { } added) return before;
        if (before is not { } existing) return change;
        var merged = JsonObject.Create(existing)!;
        foreach (var member in added.EnumerateObject())
            merged[member.Name] = member.Value.ValueKind == JsonValueKind.Null ? null : JsonValueOf(member.Value);
        return JsonSerializer.SerializeToElement(merged);
    }

    private static JsonNode? JsonValueOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => JsonObject.Create(value),
        JsonValueKind.Array => JsonArray.Create(value),
        _ => JsonValue.Create(value),
    };

    private static SortedDictionary<string, string> Copy(IReadOnlyDictionary<string, string>? types) =>
        types is null
            ? new(StringComparer.Ordinal)
            : new(types.ToDictionary(), StringComparer.Ordinal);

    private static void AddTypes(SortedDictionary<string, string> types, JsonElement? value)
    {
        if (value is not { ValueKind: JsonValueKind.Object } members) return;
        foreach (var member in members.EnumerateObject()) types.TryAdd(member.Name, TypeOf(member.Value));
    }

    private static string TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Number => value.GetRawText().AsSpan().ContainsAny('.', 'e', 'E') ? "float" : "integer",
        JsonValueKind.Array => "array",
        JsonValueKind.Object => "object",
        _ => "string",
    };
}
