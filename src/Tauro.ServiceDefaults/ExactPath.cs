using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Tauro.Contracts;
using Tauro.ServiceDefaults.Problems;

namespace Tauro.ServiceDefaults;

/// <summary>
/// Decodes the file path at the end of a URL exactly once. The server leaves <c>%2F</c> as it is, so that routing sees
/// no slash there, and then <c>a%2Fb</c> and <c>a%252Fb</c> can't be distinguished: one is a path, the other a name
/// that contains a percent sign.
/// </summary>
internal static class ExactPath
{
    private static readonly UTF8Encoding Strict =
        new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static void UseExactPaths(this WebApplication app) => app.Use((context, next) =>
    {
        if (CatchAll(context) is not { } name || context.Request.RouteValues[name] is not string value
            || !value.Contains('%'))
            return next(context);
        // It is empty in a server without sockets.
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (target.Length == 0) return next(context);
        if (Decode(target, value.Split('/').Length) is not { } exact)
            return Problem.Write(
                context, StatusCodes.Status400BadRequest, ProblemCodes.InvalidPath,
                "The path is not UTF-8, percent-encoded once; encode the bytes of each character.");
        context.Request.RouteValues[name] = exact;
        return next(context);
    });

    private static string? CatchAll(HttpContext context) =>
        (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.Parameters is [.., { IsCatchAll: true } last]
            ? last.Name
            : null;

    /// <summary>Returns the last segments of a request target, decoded; null when they are not UTF-8.</summary>
    /// <param name="target">The request target as it was sent, which has no <c>..</c>: it would be refused.</param>
    /// <param name="count">The number of segments. The server has removed those that are a dot.</param>
    internal static string? Decode(string target, int count)
    {
        var path = target.AsSpan();
        if (path.IndexOf('?') is var end and >= 0) path = path[..end];
        var segments = new List<string>();
        foreach (var range in path.Split('/'))
        {
            if (DecodeOnce(path[range]) is not { } segment) return null;
            if (segment != ".") segments.Add(segment);
            else if (range.End.Value == path.Length) segments.Add("");
        }

        return string.Join('/', segments.TakeLast(count));
    }

    private static string? DecodeOnce(ReadOnlySpan<char> encoded)
    {
        var bytes = new List<byte>(encoded.Length);
        for (var i = 0; i < encoded.Length; i++)
        {
            if (encoded[i] == '%' && i + 2 < encoded.Length
                && byte.TryParse(encoded.Slice(i + 1, 2), NumberStyles.AllowHexSpecifier, null, out var value))
            {
                bytes.Add(value);
                i += 2;
            }
            else bytes.AddRange(Encoding.UTF8.GetBytes([encoded[i]]));
        }

        try
        {
            return Strict.GetString([.. bytes]);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
