using System.Text.Json;

namespace Tauro.EndToEnd.Tests.BadInput;

/// <summary>Invalid requests for an operation: bodies, query parameters and path segments.</summary>
internal sealed class Corpus(IReadOnlyDictionary<string, string> existing)
{
    /// <summary>One byte more than the limit of 16 MiB for a JSON body.</summary>
    private const int TooLargeBody = (16 << 20) + 1;

    private const int TooLongString = 200_000;

    private static readonly string[] Segments =
    [
        "..", "%2e%2e", ".%2e", "..%2f..%2f..%2fetc%2fpasswd", "%2e%2e%2f%2e%2e%2fetc%2fpasswd", "..%5c..%5cboot.ini",
        "%252e%252e%252f%252e%252e%252fetc%252fpasswd", "a%2f..%2f..%2fb", "%2fetc%2fpasswd", "a%00b", "....%2f%2f",
        new string('x', 2_000),
    ];

    public IEnumerable<BadRequest> For(Operation operation) =>
        Bodies(operation).Concat(Queries(operation)).Concat(Paths(operation));

    private IEnumerable<BadRequest> Bodies(Operation operation)
    {
        if (operation.JsonBody is not { } schema) yield break;
        var target = Target(operation);
        string[] malformed = ["{", "[]", "\"text\"", "17", "{\"a\":1,}", "{} {}", "\u0000", "{\"a\":\"\\ud800\"}x"];
        foreach (var body in malformed) yield return BadRequest.Json($"body {body}", operation, target, body);
        if (!operation.BodyMayBeNull) yield return BadRequest.Json("body null", operation, target, "null");
        yield return new("not JSON", operation.Method, target, "a=b"u8.ToArray(), "application/x-www-form-urlencoded");

        var large = $"{{\"name\":\"{new string('x', TooLargeBody)}\"}}";
        yield return BadRequest.Json("a body too large", operation, target, large);
        var deep = new string('[', 100) + new string(']', 100);
        yield return BadRequest.Json("a body too deep", operation, target, $"{{\"tags\":{deep}}}");

        if (!schema.TryGetProperty("properties", out var members)) yield break;
        foreach (var member in members.EnumerateObject())
            foreach (var wrong in WrongValues(operation.Resolve(member.Value)))
                yield return BadRequest.Json($"{member.Name} wrong", operation, target,
                    $"{{\"{member.Name}\":{wrong}}}");
    }

    private static IEnumerable<string> WrongValues(JsonElement schema)
    {
        var type = schema.TryGetProperty("type", out var given) ? given.GetRawText() : "";
        if (type.Contains("string", StringComparison.Ordinal) && !type.Contains("number", StringComparison.Ordinal))
            return ["17", "{}", "[]", $"\"{new string('x', TooLongString)}\""];
        if (type.Contains("boolean", StringComparison.Ordinal)) return ["\"maybe\"", "{}", "7"];
        if (type.Contains("array", StringComparison.Ordinal)) return ["{}", "\"text\"", "7"];
        if (type.Contains("object", StringComparison.Ordinal)) return ["[]", "\"text\"", "7"];
        return ["{}", "[]", "\"neither number nor name\""];
    }

    private IEnumerable<BadRequest> Queries(Operation operation)
    {
        var target = Target(operation);
        foreach (var parameter in operation.Parameters("query"))
        {
            var name = parameter.GetProperty("name").GetString()!;
            var schema = operation.Resolve(parameter.GetProperty("schema"));
            var type = schema.TryGetProperty("type", out var given) ? given.GetRawText() : "";
            string[] wrong =
                name is "filter" ? ["(((", "metrics.auc%20%3E", "params.lr%20=%20%27unclosed"]
                : name is "page_token" ? ["garbage", "%00"]
                : name is "order_by" ? ["metrics.%22", "a%20b%20c%20d"]
                : name is "path" ? ["..%2fx", "%2fetc"]
                : schema.TryGetProperty("enum", out _) || schema.TryGetProperty("oneOf", out _) ? ["NOPE", "17"]
                : type.Contains("integer", StringComparison.Ordinal) ? ["abc", "-99999999999999999999", "1.5"]
                : type.Contains("boolean", StringComparison.Ordinal) ? ["maybe"]
                : [];
            foreach (var value in wrong)
                yield return new($"{name}={value}", operation.Method, $"{target}?{name}={value}");
            if (name is "max_results" or "limit")
                foreach (var value in new[] { "0", "-1", "100000000" })
                    yield return new($"{name}={value}", operation.Method, $"{target}?{name}={value}");
        }
    }

    private IEnumerable<BadRequest> Paths(Operation operation) =>
        from parameter in operation.PathParameters
        from segment in Segments
        select new BadRequest($"{parameter} {segment}", operation.Method, Target(operation, (parameter, segment)),
            operation.HasBody ? "{}"u8.ToArray() : null,
            operation.JsonBody is null ? "application/octet-stream" : "application/json");

    private string Target(Operation operation, (string Name, string Value)? other = null)
    {
        var target = operation.Path;
        foreach (var name in operation.PathParameters)
            target = target.Replace($"{{{name}}}",
                other is { } given && given.Name == name ? given.Value : existing[name], StringComparison.Ordinal);
        return target;
    }
}
