using System.Text.Json;
using Tauro.Contracts;

namespace Tauro.Stores.Rules;

/// <summary>
/// The preview of a request or response: the text of a chat message in one of the forms that MLflow's server knows, or
/// else the beginning of the value.
/// </summary>
internal static class TracePreview
{
    private const string Ellipsis = "...";

    /// <param name="value">The input or output of the root span; null for none.</param>
    /// <param name="role">The author of the preferred message: <c>user</c> or <c>assistant</c>.</param>
    public static string? Create(string? value, string role)
    {
        if (value is null) return null;
        var shown = MessageOf(value, role) is { Length: > 0 } message ? message : value;
        return shown.Length <= Limits.TracePreviewLengthMax
            ? shown
            : Cut(shown, Limits.TracePreviewLengthMax - Ellipsis.Length) + Ellipsis;
    }

    /// <summary>Returns the beginning of a value, without half of a surrogate pair at its end.</summary>
    public static string Cut(string value, int length) => value.Length <= length
        ? value
        : value[..(char.IsHighSurrogate(value[length - 1]) ? length - 1 : length)];

    private static string? MessageOf(string value, string role)
    {
        if (value.Length == 0 || value[0] is not ('{' or '[' or '"')) return null;
        try
        {
            using var json = JsonDocument.Parse(value);
            // Some clients encode twice.
            if (json.RootElement.ValueKind == JsonValueKind.String)
            {
                using var inner = JsonDocument.Parse(json.RootElement.GetString()!);
                return TextOf(inner.RootElement, role);
            }

            return TextOf(json.RootElement, role);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    // A conversation begins with the user's question; in a request of a chat API, the last question counts.
    private static string? TextOf(JsonElement json, string role)
    {
        var messages = Messages(json).Where(IsMessage).ToList();
        if (messages.Count == 0) return null;
        var ofRole = messages.FindAll(message => message.GetProperty("role").ValueEquals(role));
        var candidates = ofRole.Count > 0 ? ofRole : messages;
        return json.ValueKind == JsonValueKind.Array && role == "user" ? Text(candidates[0]) : Text(candidates[^1]);
    }

    private static IEnumerable<JsonElement> Messages(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Array) return json.EnumerateArray();
        if (json.ValueKind != JsonValueKind.Object) return [];
        if (IsList(json, "messages", out var list)) return list.EnumerateArray();
        if (IsList(json, "choices", out var choices) && choices[0].ValueKind == JsonValueKind.Object
            && choices[0].TryGetProperty("message", out var message)) return [message];
        if (IsList(json, "input", out list) || IsList(json, "output", out list)) return list.EnumerateArray();
        return json.TryGetProperty("request", out var request) ? Messages(request) : [];
    }

    private static bool IsList(JsonElement json, string name, out JsonElement list) =>
        json.TryGetProperty(name, out list) && list.ValueKind == JsonValueKind.Array && list.GetArrayLength() > 0;

    private static bool IsMessage(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object
        && json.TryGetProperty("role", out var role) && role.ValueKind == JsonValueKind.String
        && (json.TryGetProperty("content", out _)
            || (json.TryGetProperty("parts", out var parts) && parts.ValueKind == JsonValueKind.Array));

    private static string? Text(JsonElement message)
    {
        if (!message.TryGetProperty("content", out var content)) return Parts(message.GetProperty("parts"));
        return content.ValueKind switch
        {
            JsonValueKind.String => content.GetString(),
            JsonValueKind.Array => Parts(content),
            _ => null,
        };
    }

    private static string? Parts(JsonElement parts)
    {
        foreach (var part in parts.EnumerateArray())
        {
            if (part.ValueKind == JsonValueKind.String) return part.GetString();
            if (part.ValueKind != JsonValueKind.Object || !part.TryGetProperty("type", out var type)) continue;
            if (!type.ValueEquals("text") && !type.ValueEquals("output_text")) continue;
            if (part.TryGetProperty("text", out var words) || part.TryGetProperty("content", out words))
                return words.ValueKind == JsonValueKind.String ? words.GetString() : null;
        }

        return null;
    }
}
