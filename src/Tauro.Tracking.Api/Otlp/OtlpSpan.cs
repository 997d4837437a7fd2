namespace Tauro.Tracking.Api.Otlp;

/// <summary>A span of OpenTelemetry's trace protocol, read from either encoding.</summary>
/// <remarks>https://github.com/open-telemetry/opentelemetry-proto, <c>trace/v1/trace.proto</c>.</remarks>
internal sealed class OtlpSpan
{
    public const int TraceIdBytes = 16;
    public const int SpanIdBytes = 8;

    public byte[] TraceId { get; set; } = [];

    public byte[] SpanId { get; set; } = [];

    /// <summary>Empty for a root span.</summary>
    public byte[] ParentSpanId { get; set; } = [];

    public string TraceState { get; set; } = "";

    public string Name { get; set; } = "";

    public long Kind { get; set; }

    public ulong StartTimeUnixNano { get; set; }

    /// <summary>0 while the span is not ended.</summary>
    public ulong EndTimeUnixNano { get; set; }

    public List<OtlpAttribute> Attributes { get; } = [];

    public List<OtlpEvent> Events { get; } = [];

    public List<OtlpLink> Links { get; } = [];

    public long StatusCode { get; set; }

    public string StatusMessage { get; set; } = "";
}
