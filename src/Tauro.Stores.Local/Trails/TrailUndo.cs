using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tauro.Stores.Local.Trails;

/// <summary>Restores a document as it was before a change.</summary>
internal static class TrailUndo
{
    /// <param name="document">The document after the change.</param>
    /// <param name="before">The changed members before it.</param>
    /// <param name="after">The changed members after it.</param>
    public static void Apply(JsonObject document, JsonElement before, JsonElement after)
    {
        foreach (var member in after.EnumerateObject())
            if (!before.TryGetProperty(member.Name, out _)) document.Remove(member.Name);
        foreach (var member in before.EnumerateObject())
        {
            // Two objects are compared member by member; anything else is complete.
            if (member.Value.ValueKind == JsonValueKind.Object
                && after.TryGetProperty(member.Name, out var now) && now.ValueKind == JsonValueKind.Object
                && document[member.Name] is JsonObject inner)
                Apply(inner, member.Value, now);
            else document[member.Name] = ToNode(member.Value);
        }
    }

    public static JsonObject ToObject(JsonElement element) => JsonObject.Create(element.Clone())!;

    private static JsonNode? ToNode(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => ToObject(element),
        JsonValueKind.Array => JsonArray.Create(element.Clone()),
        JsonValueKind.Null => null,
        _ => JsonValue.Create(element.Clone()),
    };
}
