using System.Globalization;
using System.Text.Json;
using Tauro.Contracts.Json;

namespace Tauro.Tracking.Api.Otlp;

/// <summary>
/// Reads the spans of an <c>ExportTraceServiceRequest</c> in OTLP's JSON: lowerCamelCase names, trace and span ids in
/// hexadecimal, 64-bit numbers as strings or numbers.
/// </summary>
internal static class OtlpJson
{
    private const int IdLengthMax = 64;

    /// <exception cref="OtlpFormatException">The body is not such a message.</exception>
    public static List<OtlpSpan> Read(ReadOnlyMemory<byte> body)
    {
        if (JsonSize.IsExceeded(body.Span)) throw new OtlpFormatException(JsonSize.TooManyValues);
        try
        {
            // Not disposed: a pool would keep the arrays of large documents.
            var root = JsonDocument.Parse(body).RootElement;
            return
            [
                .. Items(root, "resourceSpans").SelectMany(resource => Items(resource, "scopeSpans"))
                    .SelectMany(scope => Items(scope, "spans")).Select(ReadSpan),
            ];
        }
        catch (Exception e) when (
            e is JsonException or InvalidOperationException or FormatException or OverflowException)
        {
            throw new OtlpFormatException(e.Message, e);
        }
    }

    private static OtlpSpan ReadSpan(JsonElement json)
    {
        var status = json.TryGetProperty("status", out var element) ? element : default;
        var span = new OtlpSpan
        {
            TraceId = Id(json, "traceId"),
            SpanId = Id(json, "spanId"),
            ParentSpanId = Id(json, "parentSpanId"),
            TraceState = GetString(json, "traceState"),
            Name = GetString(json, "name"),
            Kind = (long)GetUInt64(json, "kind", "SPAN_KIND_UNSPECIFIED", "SPAN_KIND_INTERNAL", "SPAN_KIND_SERVER",
                "SPAN_KIND_CLIENT", "SPAN_KIND_PRODUCER", "SPAN_KIND_CONSUMER"),
            StartTimeUnixNano = GetUInt64(json, "startTimeUnixNano"),
            EndTimeUnixNano = GetUInt64(json, "endTimeUnixNano"),
            StatusCode = (long)GetUInt64(status, "code", "STATUS_CODE_UNSET", "STATUS_CODE_OK", "STATUS_CODE_ERROR"),
            StatusMessage = GetString(status, "message"),
        };
        span.Attributes.AddRange(Attributes(json, 0));
        span.Events.AddRange(Items(json, "events").Select(item =>
            new OtlpEvent(GetUInt64(item, "timeUnixNano"), GetString(item, "name"), Attributes(item, 0))));
        span.Links.AddRange(Items(json, "links").Select(item =>
            new OtlpLink(Id(item, "traceId"), Id(item, "spanId"), Attributes(item, 0))));
        return span;
    }

    private static List<OtlpAttribute> Attributes(JsonElement json, int depth, string name = "attributes") =>
        [.. Items(json, name).Select(item => new OtlpAttribute(
            GetString(item, "key"), item.TryGetProperty("value", out var value) ? Value(value, depth) : null))];

    private static object? Value(JsonElement json, int depth)
    {
        if (depth > OtlpAttribute.ValueDepthMax) throw OtlpAttribute.TooDeep();
        foreach (var member in json.EnumerateObject())
        {
            var value = member.Value;
            switch (member.Name)
            {
                case "stringValue": return value.GetString();
                case "boolValue": return value.GetBoolean();
                case "intValue": return value.ValueKind == JsonValueKind.String
                    ? long.Parse(value.GetString()!, CultureInfo.InvariantCulture)
                    : value.GetInt64();
                case "doubleValue": return value.ValueKind == JsonValueKind.String
                    ? double.Parse(value.GetString()!, CultureInfo.InvariantCulture)
                    : value.GetDouble();
                case "bytesValue": return value.GetBytesFromBase64();
                case "arrayValue": return Items(value, "values").Select(item => Value(item, depth + 1)).ToList();
                case "kvlistValue": return Attributes(value, depth + 1, "values");
            }
        }

        return null;
    }

    private static IEnumerable<JsonElement> Items(JsonElement json, string name) =>
        json.TryGetProperty(name, out var items) && items.ValueKind != JsonValueKind.Null ? items.EnumerateArray() : [];

    private static string GetString(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value)
            ? value.GetString() ?? ""
            : "";

    private static byte[] Id(JsonElement json, string name) => GetString(json, name) is { Length: <= IdLengthMax } value
        ? Convert.FromHexString(value)
        : throw new OtlpFormatException($"The {name} is too long.");

    private static ulong GetUInt64(JsonElement json, string name, params ReadOnlySpan<string> names)
    {
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(name, out var value)) return 0;
        if (value.ValueKind == JsonValueKind.Null) return 0;
        if (value.ValueKind != JsonValueKind.String) return value.GetUInt64();
        var index = names.IndexOf(value.GetString()!);
        return index >= 0 ? (ulong)index : ulong.Parse(value.GetString()!, CultureInfo.InvariantCulture);
    }
}
