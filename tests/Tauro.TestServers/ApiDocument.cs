using System.Text.Json.Nodes;

namespace Tauro.TestServers;

/// <summary>A service's OpenAPI document and checks for it. Findings are sentences.</summary>
public sealed class ApiDocument
{
    private readonly JsonNode document;

    private ApiDocument(JsonNode document) => this.document = document;

    public static async Task<ApiDocument> Load(HttpClient http) =>
        new(JsonNode.Parse(await http.GetStringAsync("/openapi/v1.json"))!);

    /// <summary>The operations under <c>/api/</c>.</summary>
    public IReadOnlyList<(string What, JsonNode Operation)> Operations() =>
    [
        .. from path in document["paths"]!.AsObject()
           where path.Key.StartsWith("/api/", StringComparison.Ordinal)
           from operation in path.Value!.AsObject()
           select ($"{operation.Key} {path.Key}", operation.Value!),
    ];

    /// <summary>Finds operations without a name, a summary, or the types of their request and response.</summary>
    public IEnumerable<string> Gaps()
    {
        foreach (var (what, operation) in Operations())
        {
            if (string.IsNullOrWhiteSpace((string?)operation["summary"])) yield return $"{what} has no summary.";
            if (string.IsNullOrWhiteSpace((string?)operation["operationId"])) yield return $"{what} has no name.";
            var success = operation["responses"]!.AsObject().First(response => response.Key[0] == '2');
            if (success.Key != "204" && !HasSchema(success.Value!))
                yield return $"{what} has no response type.";
            if (operation["requestBody"] is { } body && !HasSchema(body))
                yield return $"{what} has no request type.";
        }
    }

    private static bool HasSchema(JsonNode part) =>
        part["content"] is JsonObject { Count: > 0 } content && content.All(type => type.Value!["schema"] is not null);
}
