using System.Text.Json;
using System.Text.Json.Nodes;
using Tauro.ServiceDefaults;

namespace Tauro.Gateway.Reference;

/// <summary>
/// Puts documents together: the paths below <c>/api</c>, which never meet, and the components, where equal ones become
/// one and a name that means two things gets its service's name in front.
/// </summary>
internal sealed class DocumentMerge
{
    private const string Description =
        "Model registry and experiment tracker. Names are snake_case, times Unix milliseconds, failures RFC 9457 "
        + "problem details with a `code`.";

    private readonly JsonObject paths = [];
    private readonly JsonObject components = [];
    private readonly SortedSet<string> tags = new(StringComparer.Ordinal);
    private readonly HashSet<string> operations = [];

    public void Add(string service, JsonObject document)
    {
        document = WithDistinctNames(service, document);
        foreach (var (kind, members) in document["components"]?.AsObject() ?? [])
        {
            if (components[kind] is not JsonObject merged) components[kind] = merged = [];
            foreach (var (name, component) in members!.AsObject()) merged[name] = component?.DeepClone();
        }

        foreach (var (path, item) in document["paths"]?.AsObject() ?? [])
        {
            if (!path.StartsWith("/api/", StringComparison.Ordinal)) continue;
            foreach (var (_, operation) in item!.AsObject()) Note(service, operation as JsonObject);
            paths[path] = item.DeepClone();
        }
    }

    public string ToJson(IReadOnlyList<string> missing) => new JsonObject
    {
        ["openapi"] = "3.1.1",
        ["info"] = new JsonObject
        {
            ["title"] = "Tauro",
            ["version"] = ProcessIdentity.Version,
            ["description"] = missing.Count == 0
                ? Description
                : $"{Description} Not shown, because they do not answer just now: {string.Join(", ", missing)}.",
        },
        ["servers"] = new JsonArray(new JsonObject { ["url"] = "/" }),
        ["paths"] = paths.DeepClone(),
        ["components"] = components.DeepClone(),
        ["tags"] = new JsonArray([.. tags.Select(tag => new JsonObject { ["name"] = tag })]),
    }.ToJsonString();

    private void Note(string service, JsonObject? operation)
    {
        foreach (var tag in operation?["tags"]?.AsArray() ?? []) tags.Add(tag!.GetValue<string>());
        if (operation?["operationId"]?.GetValue<string>() is { } id && !operations.Add(id))
            operation["operationId"] = $"{service}_{id}";
    }

    private JsonObject WithDistinctNames(string service, JsonObject document)
    {
        var text = document.ToJsonString();
        var changed = document;
        foreach (var (kind, members) in document["components"]?.AsObject() ?? [])
            foreach (var (name, component) in members!.AsObject())
            {
                if (components[kind]?[name] is not { } other || JsonNode.DeepEquals(other, component)) continue;
                var distinct = $"{char.ToUpperInvariant(service[0])}{service[1..]}{name}";
                text = text.Replace(Reference(kind, name), Reference(kind, distinct), StringComparison.Ordinal);
                changed = JsonNode.Parse(text)!.AsObject();
                var renamed = changed["components"]![kind]!.AsObject();
                renamed[distinct] = renamed[name]!.DeepClone();
                renamed.Remove(name);
                text = changed.ToJsonString();
            }

        return changed;
    }

    private static string Reference(string kind, string name) =>
        JsonSerializer.Serialize($"#/components/{kind}/{name}");
}
