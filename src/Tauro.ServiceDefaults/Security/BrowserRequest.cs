using Microsoft.AspNetCore.Http;

namespace Tauro.ServiceDefaults.Security;

/// <summary>What a browser says about a request.</summary>
public static class BrowserRequest
{
    private const string Html = "text/html";
    private const string Https = "https:";

    /// <summary>
    /// Whether a request is certainly from a page at the address that it was sent to. A page at another port of this
    /// machine may change data, but not with the cookie of a session, which browsers send to all ports.
    /// </summary>
    public static bool IsFromOwnPage(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"] is [{ } site]
            ? site == "same-origin"
            // Not sent to another machine without TLS.
            : request.Headers.Origin is [{ } origin] && KnownHosts.IsSame(origin, request.Host)
                && (!request.IsHttps || origin.StartsWith(Https, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a browser sent a request: other clients have no reason to send these headers.</summary>
    public static bool IsFromBrowser(HttpRequest request) =>
        request.Headers.ContainsKey("Sec-Fetch-Mode") || request.Headers.Referer.Count > 0;

    /// <summary>Whether the response may be a page.</summary>
    public static bool AcceptsPage(HttpRequest request) =>
        request.Headers.Accept.ToString().Contains(Html, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a request does not change anything.</summary>
    public static bool IsRead(HttpRequest request) => !BrowserRules.ChangesState(request.Method);
}
