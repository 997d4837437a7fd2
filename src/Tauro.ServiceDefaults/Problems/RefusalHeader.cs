using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tauro.Stores.Access;

namespace Tauro.ServiceDefaults.Problems;

/// <summary>
/// The header with which a service says that it refused a request of an account, for the audit; also if the response is
/// that of something missing. The gateway removes it.
/// </summary>
public static class RefusalHeader
{
    public const string Name = "X-Tauro-Refused";

    private const char Separator = ' ';
    private const int LengthMax = 500;

    /// <summary>Adds the header to the response.</summary>
    /// <param name="context">The request.</param>
    /// <param name="reason">Why it is refused.</param>
    internal static void Set(HttpContext context, string reason)
    {
        if (context.Features.Get<Principal>() is not { } principal || principal == Principal.Local
            || context.Response.HasStarted) return;
        // The exception handler has removed the endpoint.
        var endpoint = context.GetEndpoint() ?? context.Features.Get<IExceptionHandlerFeature>()?.Endpoint;
        var route = (endpoint as RouteEndpoint)?.RoutePattern.RawText ?? "";
        context.Response.Headers[Name] = Encode($"{context.Request.Method} {route}") + Separator + Encode(reason);
    }

    /// <summary>Removes the header of a response, and returns its content; null for none.</summary>
    public static (string Route, string Reason)? Take(IHeaderDictionary headers) =>
        headers.Remove(Name, out var value) && value.ToString().Split(Separator) is [var route, var reason]
            ? (Uri.UnescapeDataString(route), Uri.UnescapeDataString(reason))
            : null;

    /// <summary>Returns the reason in the header of a response of another service; null for none.</summary>
    public static string? Find(HttpResponseMessage response) =>
        response.Headers.TryGetValues(Name, out var values) && values.First().Split(Separator) is [_, var reason]
            ? Uri.UnescapeDataString(reason)
            : null;

    private static string Encode(string value) =>
        Uri.EscapeDataString(value.Length > LengthMax ? value[..LengthMax] : value);
}
