namespace Tauro.Tracking.Api.Otlp;

/// <summary>A body that is not what it says it is.</summary>
internal sealed class OtlpFormatException(string message, Exception? inner = null) : Exception(message, inner);
