using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tauro.Gateway.Tests.Reference;

/// <summary>
/// Merges the OpenAPI documents of the services: their paths below <c>/api</c>, and the components. If two services
/// describe a path, an operation or a component differently, the merge fails.
/// </summary>
internal sealed class DocumentMerge
{
    private const string Description =
        "Model registry and experiment tracker. Names are snake_case, times Unix milliseconds, failures RFC 9457 "
        + "problem details with a `code`.";

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly JsonObject paths = [];
    private readonly SortedDictionary<string, JsonNode> schemas = new(StringComparer.Ordinal);
    private readonly SortedSet<string> tags = new(StringComparer.Ordinal);
    private readonly HashSet<string> operations = [];

    private DocumentMerge()
    {
    }

    /// <summary>Merges documents into one, without schemas that no path uses.</summary>
    public static string Merge(params ReadOnlySpan<JsonObject> documents)
    {
        var merge = new DocumentMerge();
        foreach (var document in documents) merge.Add(document);
        return merge.ToJson();
    }

    /// <summary>Gets the paths of a document below <c>/api</c>.</summary>
    public static IEnumerable<string> Paths(JsonObject document) => document["paths"]!.AsObject()
        .Select(path => path.Key).Where(path => path.StartsWith("/api/", StringComparison.Ordinal));

    private void Add(JsonObject document)
    {
        foreach (var path in Paths(document))
        {
            var item = document["paths"]![path]!;
            foreach (var (_, operation) in item.AsObject()) AddOperation(operation!.AsObject());
            paths.Add(path, item.DeepClone());
        }

        var components = document["components"]!.AsObject();
        Assert.Equal(["schemas"], components.Select(kind => kind.Key));
        foreach (var (name, schema) in components["schemas"]!.AsObject())
            if (!schemas.TryAdd(name, schema!.DeepClone()))
                Assert.True(JsonNode.DeepEquals(schemas[name], schema), $"The services describe {name} differently.");
    }

    private string ToJson() => new JsonObject
    {
        ["openapi"] = "3.1.1",
        ["info"] = new JsonObject { ["title"] = "Tauro", ["version"] = "v1", ["description"] = Description },
        ["servers"] = new JsonArray(new JsonObject { ["url"] = "/" }),
        ["paths"] = paths.DeepClone(),
        ["components"] = new JsonObject { ["schemas"] = GetUsedSchemas() },
        ["tags"] = new JsonArray([.. tags.Select(tag => new JsonObject { ["name"] = tag })]),
    }.ToJsonString(Indented) + "\n";

    private void AddOperation(JsonObject operation)
    {
        foreach (var tag in operation["tags"]!.AsArray()) tags.Add(tag!.GetValue<string>());
        var id = operation["operationId"]!.GetValue<string>();
        Assert.True(operations.Add(id), $"Two operations are called {id}.");
    }

    private JsonObject GetUsedSchemas()
    {
        var used = new SortedSet<string>(StringComparer.Ordinal);
        Visit(paths);
        return new JsonObject(used.Select(name => KeyValuePair.Create(name, (JsonNode?)schemas[name].DeepClone())));

        void Visit(JsonNode? node)
        {
            if (node is JsonArray items)
                foreach (var item in items) Visit(item);
            if (node is not JsonObject members) return;
            foreach (var (name, member) in members)
            {
                if (name != "$ref") Visit(member);
                else if (member!.GetValue<string>().Split('/')[^1] is var schema && used.Add(schema))
                    Visit(schemas[schema]);
            }
        }
    }
}
