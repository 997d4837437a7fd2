using System.Text.Encodings.Web;
using System.Text.Json;
using Tauro.Contracts.Json;

namespace Tauro.Web.Parts;

/// <summary>JSON as people read it.</summary>
internal static class Json
{
    /// <summary>The most characters of a value that are shown.</summary>
    public const int CharactersMax = 100_000;

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly JsonSerializerOptions Editable = new(TauroJson.Options)
    {
        WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Returns a value with a line for each member; of a long one, the beginning.</summary>
    public static string Indent(JsonElement value)
    {
        try
        {
            return Start(JsonSerializer.Serialize(value, Indented));
        }
        catch (JsonException) // half a surrogate pair such as "\ud83d", which is no string
        {
            return Start(value.GetRawText());
        }
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
            return Start(value);
        }
    }

    /// <summary>Writes what a person is going to edit: all of it, with a line for each member.</summary>
    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Editable);

    /// <summary>Returns a string as it is, any other value as JSON.</summary>
    public static string Read(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        }
        catch (InvalidOperationException) // see above
        {
            return value.GetRawText();
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
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string Start(string json) =>
        json.Length <= CharactersMax ? json : $"{json[..CharactersMax]}…";
}
