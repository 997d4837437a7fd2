using System.Text.Json;

namespace Tauro.ServiceDefaults.Json;

/// <summary>A refusal by one of our own JSON readers; unlike the serializer's, its message is for the client.</summary>
/// <param name="message">What the member takes.</param>
/// <param name="path">Where it is, such as <c>$.metrics[0].value</c>; null when that is not known.</param>
public sealed class JsonBodyException(string message, string? path = null)
    : JsonException(message, path, lineNumber: null, bytePositionInLine: null);
