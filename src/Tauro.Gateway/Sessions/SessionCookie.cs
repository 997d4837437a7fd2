namespace Tauro.Gateway.Sessions;

/// <summary>
/// The cookie of a session. With https its name begins with <c>__Host-</c>, so that no other site of the same domain
/// can set it; browsers accept such a name only for the path <c>/</c>.
/// </summary>
internal static class SessionCookie
{
    private const string Name = "tauro_session";
    private const string SecureName = "__Host-tauro";

    public static string? Read(HttpRequest request) => request.Cookies[GetName(request)];

    public static void Set(HttpContext context, string secret) =>
        context.Response.Cookies.Append(GetName(context.Request), secret, CreateOptions(context.Request));

    public static void Delete(HttpContext context) =>
        context.Response.Cookies.Delete(GetName(context.Request), CreateOptions(context.Request));

    /// <summary>Removes the cookies of sessions from the value of a header.</summary>
    public static string Remove(string cookies) => string.Join("; ", cookies
        .Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Where(cookie => cookie.Split('=')[0].TrimEnd() is not (Name or SecureName)));

    private static string GetName(HttpRequest request) => request.IsHttps ? SecureName : Name;

    private static CookieOptions CreateOptions(HttpRequest request) => new()
    {
        HttpOnly = true,
        Secure = request.IsHttps,
        SameSite = SameSiteMode.Lax,
        Path = request is { IsHttps: false, PathBase.HasValue: true } ? request.PathBase.ToUriComponent() : "/",
        IsEssential = true,
    };
}
