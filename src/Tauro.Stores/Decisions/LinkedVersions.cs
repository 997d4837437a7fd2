using System.Text.Json;
using System.Text.Json.Nodes;
using Tauro.Contracts.Json;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Decisions;

/// <summary>
/// The value of the tag that lists the versions registered from a logged model. Clients write it too, some of them
/// with the version number as a string, so it is read leniently.
/// </summary>
internal static class LinkedVersions
{
    public static string Add(string? tag, string name, int version)
    {
        var versions = Read(tag);
        if (versions.Any(jsonNode => IsSame(jsonNode, name, version))) return tag!;
        versions.Add(new JsonObject { ["name"] = name, ["version"] = version });
        return PythonJson.Write(versions);
    }

    private static JsonArray Read(string? tag)
    {
        if (tag is null) return [];
        try
        {
            return JsonArray.Create(StrictJson.Parse(tag)) ?? [];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return [];
        }
    }

    private static bool IsSame(JsonNode? jsonNode, string name, int version) =>
        jsonNode is JsonObject known
        && known["name"]?.ToString() == name
        && known["version"]?.ToString() == version.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
