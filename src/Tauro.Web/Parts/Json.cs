using System.Text.Encodings.Web;
using System.Text.Json;

namespace Tauro.Web.Parts;

/// <summary>JSON as people read it.</summary>
internal static class Json
{
    private const int CharactersMax = 100_000;

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Returns a value with a line for each member; of a long one, the beginning.</summary>
    public static string Indent(JsonElement value)
    {
        var json = JsonSerializer.Serialize(value, Indented);
        return json.Length <= CharactersMax ? json : $"{json[..CharactersMax]}…";
    }

    /// <summary>Returns a string that is JSON with a line for each member, and any other as it is.</summary>
    public static string Indent(string value)
    {
        try
        {
            using var json = JsonDocument.Parse(value);
            return Indent(json.RootElement);
        }
        catch (JsonException)
        {
            return value.Length <= CharactersMax ? value : $"{value[..CharactersMax]}…";
        }
    }

    /// <summary>Returns a member of a JSON object in a string; null if there is none.</summary>
    public static string? GetMember(string value, string? name)
    {
        if (name is null) return null;
        try
        {
            using var json = JsonDocument.Parse(value);
            return json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty(name, out var member) ? member.ToString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
