using System.Diagnostics;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Tauro.ServiceDefaults.Problems;

/// <summary>What every failed request is answered with: RFC 9457 problem details with a stable code.</summary>
/// <param name="Type">Where the code is explained, relative to the root of the documentation.</param>
/// <param name="Title">The code in words; the same for every occurrence.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">What was wrong, which value, and what to do.</param>
/// <param name="Code">One of <see cref="Contracts.ProblemCodes"/>.</param>
/// <param name="TraceId">Finds the request in traces and logs.</param>
public sealed record Problem(
    string Type,
    string Title,
    int Status,
    string Detail,
    string Code,
    [property: JsonPropertyName("traceId")] string TraceId)
{
    /// <summary>The media type of RFC 9457.</summary>
    public const string ContentType = "application/problem+json";

    /// <summary>A problem of this request.</summary>
    public static Problem Of(HttpContext context, int status, string code, string detail) => new(
        $"docs/reference/problems.md#{code}",
        char.ToUpperInvariant(code[0]) + code[1..].Replace('_', ' '),
        status,
        detail,
        code,
        Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier);

    /// <summary>Answers the request with a problem, in the <see cref="ErrorFormat"/> of its surface.</summary>
    public static Task Write(HttpContext context, int status, string code, string detail)
    {
        foreach (var format in context.RequestServices.GetServices<ErrorFormat>())
            if (format.Owns(context)) return format.Write(context, status, code, detail);
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(
            Of(context, status, code, detail), options: null, ContentType, context.RequestAborted);
    }
}
