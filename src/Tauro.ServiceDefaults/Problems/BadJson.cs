using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Tauro.Contracts.Json;
using Tauro.ServiceDefaults.Json;

namespace Tauro.ServiceDefaults.Problems;

/// <summary>
/// Describes where a JSON body can't be read and what is expected there. It uses the serializer's path and the type of
/// the endpoint's body, never the serializer's message.
/// </summary>
internal static class BadJson
{
    /// <param name="json">The exception from the serializer or from one of our own readers.</param>
    /// <param name="body">The type of the body; null when it is not known.</param>
    public static string Describe(JsonException json, Type? body)
    {
        var where = json.Path is { Length: > 1 } path ? $" at {BadRequestDetail.Sanitize(path)}" : "";
        var line = json.LineNumber is { } number ? $" (line {number + 1}, byte {json.BytePositionInLine + 1})" : "";
        return $"The JSON body can't be read{where}{line}: {Reason(json, body)}";
    }

    private static string Reason(JsonException json, Type? body)
    {
        if (json is JsonBodyException) return json.Message;
        // The reader throws a type derived from JsonException for bad syntax; the serializer wraps it.
        var isSyntax = json.InnerException is JsonException || json.GetType() != typeof(JsonException);
        return isSyntax ? "this is not valid JSON." : DescribeExpected(body, json.Path ?? "$");
    }

    private static string DescribeExpected(Type? body, string path)
    {
        if (body is null) return "the value has the wrong type.";
        var (type, member) = (TauroJson.Options.GetTypeInfo(body), (JsonPropertyInfo?)null);
        foreach (var segment in Segments(path))
        {
            member = null;
            if (type.Kind == JsonTypeInfoKind.Object)
            {
                member = type.Properties.FirstOrDefault(property => property.Name == segment);
                if (member is null)
                    return $"there is no member '{BadRequestDetail.Sanitize(segment)}'. Its members are: "
                        + $"{string.Join(", ", type.Properties.Select(property => property.Name))}.";
                type = TauroJson.Options.GetTypeInfo(member.PropertyType);
            }
            else if (type.ElementType is { } element) type = TauroJson.Options.GetTypeInfo(element);
            else break;
        }

        if (AllowedValues.Describe(type) is not { } allowed) return "the value has the wrong type.";
        var required = type.Kind == JsonTypeInfoKind.Object
            ? type.Properties.Where(property => property.IsRequired).Select(property => property.Name).ToList()
            : [];
        var with = required.Count == 0 ? "" : $" with {string.Join(", ", required)}";
        var mayBeNull = member is { IsSetNullable: true } && !member.PropertyType.IsValueType
            || Nullable.GetUnderlyingType(type.Type) is not null;
        return $"expected {allowed}{with}{(mayBeNull ? "" : ", not null")}; no member may appear twice.";
    }

    /// <summary>Splits <c>$.a[0]['b.c']</c> into a, 0, b.c.</summary>
    private static IEnumerable<string> Segments(string path)
    {
        for (var at = 1; at < path.Length;)
        {
            var isQuoted = path[at] == '[' && at + 1 < path.Length && path[at + 1] == '\'';
            var start = at + (isQuoted ? 2 : 1);
            var end = isQuoted ? path.IndexOf("']", start, StringComparison.Ordinal)
                : path[at] == '[' ? path.IndexOf(']', start)
                : path.IndexOfAny(['.', '['], start);
            if (end < 0) end = path.Length;
            yield return path[start..end];
            at = end + (isQuoted ? 2 : path[at] == '[' ? 1 : 0);
        }
    }
}
