namespace Tauro.Tracking.Api.Otlp;

/// <summary>A link from a span to another span.</summary>
internal sealed record OtlpLink(byte[] TraceId, byte[] SpanId, List<OtlpAttribute> Attributes);
