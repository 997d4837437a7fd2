namespace Tauro.Tracking.Api.Otlp;

/// <summary>An event of a span.</summary>
internal sealed record OtlpEvent(ulong TimeUnixNano, string Name, List<OtlpAttribute> Attributes);
