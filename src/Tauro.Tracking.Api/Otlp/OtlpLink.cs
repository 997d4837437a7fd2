namespace Tauro.Tracking.Api.Otlp;

/// <summary>A span that another one points to.</summary>
internal sealed record OtlpLink(byte[] TraceId, byte[] SpanId, List<OtlpAttribute> Attributes);
