using System.Text.Json;

namespace Tauro.ServiceDefaults.Json;

/// <summary>Thrown by our own JSON readers; unlike the serializer's, the message is meant for the client.</summary>
/// <param name="message">The values that the member allows.</param>
/// <param name="path">The member's path, such as <c>$.metrics[0].value</c>; null when it is not known.</param>
public sealed class JsonBodyException(string message, string? path = null)
    : JsonException(message, path, lineNumber: null, bytePositionInLine: null);
