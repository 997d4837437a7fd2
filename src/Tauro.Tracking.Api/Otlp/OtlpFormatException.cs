namespace Tauro.Tracking.Api.Otlp;

/// <summary>A body does not have the format that its headers state.</summary>
internal sealed class OtlpFormatException(string message, Exception? inner = null) : Exception(message, inner);
