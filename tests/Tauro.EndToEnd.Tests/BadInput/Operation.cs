using System.Text.Json;

namespace Tauro.EndToEnd.Tests.BadInput;

/// <summary>An operation of the merged OpenAPI document.</summary>
public sealed record Operation(string Method, string Path, JsonElement Definition, JsonElement Document)
{
    public IEnumerable<JsonElement> Parameters(string place) =>
        Definition.TryGetProperty("parameters", out var all)
            ? all.EnumerateArray().Where(p => p.GetProperty("in").GetString() == place)
            : [];

    public IEnumerable<string> PathParameters => Parameters("path").Select(p => p.GetProperty("name").GetString()!);

    public bool HasBody => Definition.TryGetProperty("requestBody", out _);

    /// <summary>The resolved schema of the JSON body; null if the operation has none.</summary>
    public JsonElement? JsonBody
    {
        get
        {
            if (!HasBody || !Definition.GetProperty("requestBody").GetProperty("content")
                .TryGetProperty("application/json", out var json)) return null;
            var schema = json.GetProperty("schema");
            return Resolve(schema.TryGetProperty("oneOf", out var choices) ? choices.EnumerateArray().Last() : schema);
        }
    }

    /// <summary>Whether the body may be null.</summary>
    public bool BodyMayBeNull => Definition.GetRawText().Contains("\"type\":\"null\"", StringComparison.Ordinal)
        || Definition.GetRawText().Contains("\"type\": \"null\"", StringComparison.Ordinal);

    /// <summary>Whether the identity service has it.</summary>
    public bool IsOfIdentity => Path.StartsWith("/api/v1/identity/", StringComparison.Ordinal)
        || Definition.GetProperty("tags").EnumerateArray().Any(tag => tag.ValueEquals("Identity"));

    public static IReadOnlyList<Operation> In(JsonElement document) =>
    [
        .. from path in document.GetProperty("paths").EnumerateObject()
           from method in path.Value.EnumerateObject()
           where method.Name is "get" or "head" or "put" or "post" or "patch" or "delete"
           select new Operation(method.Name.ToUpperInvariant(), path.Name, method.Value, document),
    ];

    public JsonElement Resolve(JsonElement schema) =>
        schema.TryGetProperty("$ref", out var reference)
            ? Document.GetProperty("components").GetProperty("schemas")
                .GetProperty(reference.GetString()!.Split('/')[^1])
            // A member that may be null.
            : schema.TryGetProperty("oneOf", out var choices) && choices.GetArrayLength() == 2
                ? Resolve(choices[1])
            : schema;

    public override string ToString() => $"{Method} {Path}";
}
