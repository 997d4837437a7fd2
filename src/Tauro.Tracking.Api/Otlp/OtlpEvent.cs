namespace Tauro.Tracking.Api.Otlp;

/// <summary>Something that happened within a span.</summary>
internal sealed record OtlpEvent(ulong TimeUnixNano, string Name, List<OtlpAttribute> Attributes);
