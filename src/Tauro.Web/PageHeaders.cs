using Tauro.ServiceDefaults.Principals;

namespace Tauro.Web;

/// <summary>
/// The headers of every page: nothing is loaded from elsewhere, and no script in the markup is run except the import
/// map.
/// </summary>
internal static class PageHeaders
{
    private const string Policy =
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'; "
        + "frame-ancestors 'none'";

    public static void UsePageHeaders(this WebApplication app) => app.Use((context, next) =>
    {
        Set(context);
        return next(context);
    });

    /// <summary>Sets them, for a page in the place of a response that was cleared.</summary>
    public static void Set(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
    }

    /// <summary>Prevents that who uses the browser after a sign-out sees the page of an account again.</summary>
    public static void ForbidStorage(HttpContext context)
    {
        if (context.FindAccount() is not null) context.Response.Headers.CacheControl = "no-store";
    }

    /// <summary>Lets a page have a script in its markup.</summary>
    /// <param name="context">The request for the page.</param>
    /// <param name="hash">The hash of the script, as a source expression.</param>
    public static void AllowScript(HttpContext context, string hash) =>
        context.Response.Headers.ContentSecurityPolicy = $"{Policy}; script-src 'self' {hash}";
}
