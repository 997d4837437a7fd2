using Tauro.ServiceDefaults.Requests;

namespace Tauro.Gateway.Sessions;

/// <summary>
/// The cookie of a session. With https its name begins with <c>__Host-</c>, so that no other site of the same domain
/// can set it; browsers accept such a name only for the path <c>/</c>. It is read by the rules of browsers: other
/// parsers find a cookie within the value of another one.
/// </summary>
internal static class SessionCookie
{
    private const string Name = "tauro_session";
    private const string SecureName = "__Host-tauro";

    /// <summary>Returns the value of the cookie; null for none, and for several, of which one is not ours.</summary>
    public static string? Read(HttpRequest request)
    {
        var start = GetName(request) + "=";
        return Split(request.Headers.Cookie.ToString())
            .Where(cookie => cookie.StartsWith(start, StringComparison.Ordinal)).ToList() is [var cookie]
            ? cookie[start.Length..]
            : null;
    }

    public static void Set(HttpContext context, string secret) =>
        context.Response.Cookies.Append(GetName(context.Request), secret, CreateOptions(context.Request));

    public static void Delete(HttpContext context) =>
        context.Response.Cookies.Delete(GetName(context.Request), CreateOptions(context.Request));

    /// <summary>Removes the cookies of sessions from the value of a header.</summary>
    public static string Remove(string cookies) => string.Join("; ", Split(cookies).Where(cookie =>
        !cookie.Contains(Name, StringComparison.OrdinalIgnoreCase)
        && !cookie.Contains(SecureName, StringComparison.OrdinalIgnoreCase)));

    private static string[] Split(string cookies) =>
        cookies.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static string GetName(HttpRequest request) => request.IsHttps ? SecureName : Name;

    private static CookieOptions CreateOptions(HttpRequest request)
    {
        // The session is valid in all workspaces.
        var path = request.HttpContext.Features.Get<WorkspacePath>()?.ServerPath ?? request.PathBase;
        return new CookieOptions
        {
            HttpOnly = true,
            Secure = request.IsHttps,
            SameSite = SameSiteMode.Lax,
            Path = path.HasValue && !request.IsHttps ? path.ToUriComponent() : "/",
            IsEssential = true,
        };
    }
}
