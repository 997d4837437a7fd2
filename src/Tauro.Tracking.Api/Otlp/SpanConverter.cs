using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Traces;
using Tauro.Stores.Rules;

namespace Tauro.Tracking.Api.Otlp;

/// <summary>Converts a span of the protocol to a span of the store.</summary>
internal static class SpanConverter
{
    private static readonly string[] Kinds =
    [
        "SPAN_KIND_UNSPECIFIED", "SPAN_KIND_INTERNAL", "SPAN_KIND_SERVER", "SPAN_KIND_CLIENT", "SPAN_KIND_PRODUCER",
        "SPAN_KIND_CONSUMER",
    ];

    private static readonly string[] Statuses = ["UNSET", "OK", "ERROR"];

    private static readonly JsonWriterOptions AsIs = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <exception cref="OtlpFormatException">Its ids or times are invalid.</exception>
    public static Span FromOtlp(OtlpSpan span)
    {
        if (span.TraceId.Length != OtlpSpan.TraceIdBytes || span.SpanId.Length != OtlpSpan.SpanIdBytes)
            throw new OtlpFormatException("A trace id must have 16 bytes and a span id 8.");
        if (Math.Max(span.StartTimeUnixNano, span.EndTimeUnixNano) > long.MaxValue)
            throw new OtlpFormatException("A timestamp is greater than the largest signed 64-bit integer.");
        var isRoot = IsZero(span.ParentSpanId);
        if (!isRoot && span.ParentSpanId.Length != OtlpSpan.SpanIdBytes)
            throw new OtlpFormatException("The id of a parent span must have 8 bytes.");
        var content = Content(span, isRoot);
        var attributes = content.Attributes();
        return new Span(
            attributes.GetValueOrDefault(TraceKeys.SpanTraceId) is { Length: > 0 } given
                ? new TraceId(given)
                : new TraceId($"tr-{Convert.ToHexStringLower(span.TraceId)}"),
            new SpanId(Convert.ToHexStringLower(span.SpanId)),
            isRoot ? null : new SpanId(Convert.ToHexStringLower(span.ParentSpanId)),
            span.Name,
            attributes.GetValueOrDefault(TraceKeys.SpanType),
            Statuses[KnownIndex(span.StatusCode, Statuses)],
            (long)span.StartTimeUnixNano,
            span.EndTimeUnixNano == 0 ? null : (long)span.EndTimeUnixNano,
            content,
            attributes.TryGetValue(TraceKeys.SpanTokenUsage, out var usage)
                ? SpanMeasures.Tokens(usage)
                : SpanConventions.FindTokens(attributes),
            SpanMeasures.Cost(attributes.GetValueOrDefault(TraceKeys.SpanCost)));
    }

    /// <summary>Whether one of a span's ids has only zeros, which OpenTelemetry defines as invalid.</summary>
    public static bool HasZeroId(OtlpSpan span) =>
        (span.TraceId.Length == OtlpSpan.TraceIdBytes && IsZero(span.TraceId))
        || (span.SpanId.Length == OtlpSpan.SpanIdBytes && IsZero(span.SpanId));

    private static bool IsZero(byte[] id) => !id.AsSpan().ContainsAnyExcept((byte)0);

    private static int KnownIndex(long code, string[] names) => code >= 0 && code < names.Length ? (int)code : 0;

    // Like protobuf's JSON, it leaves out members with default values.
    private static SpanContent Content(OtlpSpan span, bool isRoot)
    {
        var bytes = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(bytes, AsIs))
        {
            json.WriteStartObject();
            json.WriteBase64String("trace_id", span.TraceId);
            json.WriteBase64String("span_id", span.SpanId);
            if (span.TraceState.Length > 0) json.WriteString("trace_state", span.TraceState);
            if (!isRoot) json.WriteBase64String("parent_span_id", span.ParentSpanId);
            json.WriteString("name", span.Name);
            if (span.Kind != 0) json.WriteString("kind", Kinds[KnownIndex(span.Kind, Kinds)]);
            json.WriteNumber("start_time_unix_nano", span.StartTimeUnixNano);
            if (span.EndTimeUnixNano != 0) json.WriteNumber("end_time_unix_nano", span.EndTimeUnixNano);
            AttributeWriter.Write(json, "attributes", span.Attributes);
            WriteEvents(json, span.Events);
            WriteLinks(json, span.Links);
            json.WriteStartObject("status");
            if (span.StatusMessage.Length > 0) json.WriteString("message", span.StatusMessage);
            if (span.StatusCode != 0) json.WriteString("code",
                $"STATUS_CODE_{Statuses[KnownIndex(span.StatusCode, Statuses)]}");
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return SpanContent.From(bytes.WrittenSpan);
    }

    private static void WriteEvents(Utf8JsonWriter json, List<OtlpEvent> events)
    {
        if (events.Count == 0) return;
        json.WriteStartArray("events");
        foreach (var otlpEvent in events)
        {
            json.WriteStartObject();
            json.WriteNumber("time_unix_nano", otlpEvent.TimeUnixNano);
            json.WriteString("name", otlpEvent.Name);
            AttributeWriter.Write(json, "attributes", otlpEvent.Attributes);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteLinks(Utf8JsonWriter json, List<OtlpLink> links)
    {
        if (links.Count == 0) return;
        json.WriteStartArray("links");
        foreach (var otlpLink in links)
        {
            json.WriteStartObject();
            json.WriteBase64String("trace_id", otlpLink.TraceId);
            json.WriteBase64String("span_id", otlpLink.SpanId);
            AttributeWriter.Write(json, "attributes", otlpLink.Attributes);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
