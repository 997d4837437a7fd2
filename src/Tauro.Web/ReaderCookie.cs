namespace Tauro.Web;

/// <summary>A choice of a reader that is kept in the browser.</summary>
internal static class ReaderCookie
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(365);

    /// <summary>Keeps a value; removes it if it is null.</summary>
    public static void Set(HttpContext context, string name, string? value)
    {
        var options = new CookieOptions
        {
            Path = context.Request.PathBase.HasValue ? context.Request.PathBase.ToUriComponent() : "/", MaxAge = Kept,
            SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps,
        };
        if (value is null) context.Response.Cookies.Delete(name, options);
        else context.Response.Cookies.Append(name, value, options);
    }
}
