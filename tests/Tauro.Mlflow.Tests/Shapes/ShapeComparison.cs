using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Tauro.Mlflow.Tests.Shapes;

/// <summary>Compares JSON. A kind in <c>&lt;&gt;</c> matches any value of that kind.</summary>
internal static class ShapeComparison
{
    private static readonly Dictionary<string, string> Kinds = new()
    {
        ["<int>"] = "^-?[0-9]+$",
        ["<number>"] = "^-?[0-9]+([.][0-9]+)?(E-?[0-9]+)?$",
        ["<text>"] = "^\".+\"$",
        ["<run>"] = "^\"[0-9a-f]{32}\"$",
        ["<logged model>"] = "^\"m-[0-9a-f]{32}\"$",
        ["<trace>"] = "^\"tr-[0-9a-f]{32}\"$",
        ["<issue>"] = "^\"iss-[0-9a-f]{32}\"$",
        ["<schema>"] = "^\"ls-[0-9a-f]{32}\"$",
        ["<queue>"] = "^\"rq-[0-9a-f]{32}\"$",
        ["<uuid>"] = "^\"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\"$",
        ["<time>"] = """^"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z"$""",
    };

    public static void Compare(JsonNode? expected, JsonNode? actual, string path)
    {
        switch (expected)
        {
            case JsonObject fields:
                var found = Assert.IsType<JsonObject>(actual);
                Assert.True(
                    fields.Select(field => field.Key).Order().SequenceEqual(found.Select(field => field.Key).Order()),
                    $"{path} has {string.Join(", ", found.Select(field => field.Key))}: {found.ToJsonString()}");
                foreach (var (key, value) in fields) Compare(value, found[key], $"{path}.{key}");
                break;
            case JsonArray items:
                var list = Assert.IsType<JsonArray>(actual);
                Assert.True(items.Count == list.Count, $"{path} has {list.Count} items: {list.ToJsonString()}");
                for (var i = 0; i < items.Count; i++) Compare(items[i], list[i], $"{path}[{i}]");
                break;
            default:
                var input = actual?.ToJsonString() ?? "null";
                var kind = expected?.GetValueKind() is JsonValueKind.String ? (string)expected! : "";
                var fits = Kinds.TryGetValue(kind, out var pattern)
                    ? Regex.IsMatch(input, pattern)
                    : input == (expected?.ToJsonString() ?? "null");
                Assert.True(fits, $"{path} is {input}, not {expected?.ToJsonString()}");
                break;
        }
    }
}
