using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;

namespace Tauro.ServiceDefaults.Problems;

/// <summary>
/// Describes what is wrong with a request in terms that the client knows: query names and JSON paths, not the parameter
/// names and types of the code.
/// </summary>
internal static class BadRequestDetail
{
    public static string Describe(HttpContext context, BadHttpRequestException bad)
    {
        if (bad.InnerException is JsonException json) return Describe(context, json);
        if (bad.StatusCode == StatusCodes.Status415UnsupportedMediaType)
            return $"The content type '{Sanitize(context.Request.ContentType)}' is not supported; "
                + $"{AcceptedContentTypes.Hint(context)}.";
        if (bad.InnerException is IOException) return "The request body ended before it was complete.";
        // Kestrel throws a derived type for malformed requests.
        if (bad.GetType() != typeof(BadHttpRequestException)) return bad.Message;

        var feature = context.Features.Get<IExceptionHandlerFeature>();
        return BadParameter.Find(context, FindEndpoint(context), feature?.RouteValues ?? context.Request.RouteValues)
            ?? (GetJsonType(context) is null
                ? "A parameter can't be read; /openapi/v1.json lists the parameters of this route."
                : "The request body is missing or null; send a JSON object.");
    }

    public static string Describe(HttpContext context, JsonException json) =>
        BadJson.Describe(json, GetJsonType(context));

    /// <param name="context">The request.</param>
    /// <param name="reason">The message for a body whose limit is not the server's.</param>
    public static string TooLarge(HttpContext context, string reason = "The request body is too large.") =>
        context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize is { } limit
            ? $"The request body is larger than {limit} bytes, the limit here. Split it into several requests."
            : reason;

    /// <summary>Shortens a value from the request and replaces control characters, for use in a message.</summary>
    public static string Sanitize(string? value) =>
        new([.. (value ?? "").Take(100).Select(c => char.IsControl(c) ? '?' : c)]);

    private static Type? GetJsonType(HttpContext context) =>
        FindEndpoint(context)?.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType;

    // The exception middleware moves the endpoint from the request to its feature.
    private static Endpoint? FindEndpoint(HttpContext context) =>
        context.Features.Get<IExceptionHandlerFeature>()?.Endpoint ?? context.GetEndpoint();
}
