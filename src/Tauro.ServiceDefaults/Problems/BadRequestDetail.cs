using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;

namespace Tauro.ServiceDefaults.Problems;

/// <summary>
/// Says what is wrong with a request in the words of the client, who knows query names and JSON paths but neither
/// our parameters nor our types.
/// </summary>
internal static class BadRequestDetail
{
    public static string Describe(HttpContext context, BadHttpRequestException bad)
    {
        if (bad.InnerException is JsonException json) return Describe(context, json);
        if (bad.StatusCode == StatusCodes.Status415UnsupportedMediaType)
            return $"The content type '{Shown(context.Request.ContentType)}' is not taken here; "
                + $"{AcceptedContentTypes.Hint(context)}.";
        if (bad.InnerException is IOException) return "The request body ended before it was complete.";
        // The server's own, about the request as such, is a type below this one.
        if (bad.GetType() != typeof(BadHttpRequestException)) return bad.Message;

        var feature = context.Features.Get<IExceptionHandlerFeature>();
        return BadParameter.Find(context, EndpointOf(context), feature?.RouteValues ?? context.Request.RouteValues)
            ?? (JsonTypeOf(context) is null
                ? "A parameter can't be read; /openapi/v1.json lists what this route takes."
                : "The request body is missing or null; send a JSON object.");
    }

    public static string Describe(HttpContext context, JsonException json) =>
        BadJson.Describe(json, JsonTypeOf(context));

    /// <param name="context">The request.</param>
    /// <param name="reason">What to say of a body whose limit is not the server's own.</param>
    public static string TooLarge(HttpContext context, string reason = "The request body is too large.") =>
        context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize is { } limit
            ? $"The request body is larger than {limit} bytes, the limit here. Split it into several requests."
            : reason;

    /// <summary>A value from the request, fit to stand in a sentence.</summary>
    public static string Shown(string? value) =>
        new([.. (value ?? "").Take(100).Select(c => char.IsControl(c) ? '?' : c)]);

    private static Type? JsonTypeOf(HttpContext context) =>
        EndpointOf(context)?.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType;

    // The exception middleware takes the endpoint from the request and keeps it beside the exception.
    private static Endpoint? EndpointOf(HttpContext context) =>
        context.Features.Get<IExceptionHandlerFeature>()?.Endpoint ?? context.GetEndpoint();
}
