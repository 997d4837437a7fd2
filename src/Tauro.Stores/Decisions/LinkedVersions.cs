using System.Text.Json;
using System.Text.Json.Nodes;
using Tauro.Contracts;
using Tauro.Contracts.Json;
using Tauro.Contracts.LoggedModels;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Decisions;

/// <summary>
/// The value of the tag that lists the versions registered from a logged model. Clients write it too, some of them
/// with the version number as a string, so it is read leniently.
/// </summary>
public static class LinkedVersions
{
    public static string Add(string? tag, string name, int version)
    {
        var versions = Read(tag);
        if (versions.Any(jsonNode => IsSame(jsonNode, name, version))) return tag!;
        versions.Add(new JsonObject { ["name"] = name, ["version"] = version });
        return PythonJson.Write(versions);
    }

    public static string? Remove(string? tag, string name, int version)
    {
        var versions = Read(tag);
        return versions.RemoveAll(jsonNode => IsSame(jsonNode, name, version)) == 0 ? tag : PythonJson.Write(versions);
    }

    /// <summary>Changes the name of a model.</summary>
    public static string? Rename(string? tag, string from, string to)
    {
        var versions = Read(tag);
        var renamed = versions.OfType<JsonObject>().Where(known => known["name"]?.ToString() == from).ToList();
        foreach (var known in renamed) known["name"] = to;
        return renamed.Count == 0 ? tag : PythonJson.Write(versions);
    }

    /// <summary>Returns a version that is made from one of the models, as <c>name/version</c>; null for none.</summary>
    public static string? FirstOf(IEnumerable<LoggedModel> models)
    {
        foreach (var model in models)
        {
            if (Read(model.Tags.GetValueOrDefault(TagNames.ModelVersions)).OfType<JsonObject>().FirstOrDefault() is
                { } first) return $"{first["name"]}/{first["version"]}";
        }

        return null;
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
