using Tauro.Gateway.Routing;
using Tauro.ServiceDefaults.Principals;
using Tauro.ServiceDefaults.Security;

namespace Tauro.Gateway.Identity;

/// <summary>Leads readers to a page on which they sign in, and back.</summary>
internal static class SignInPages
{
    /// <summary>The query parameter with the address to open afterwards, without the path prefix.</summary>
    public const string Return = "return";

    /// <summary>The query parameter of the page to sign in that says that the provider's sign-in failed.</summary>
    public const string Failed = "failed";

    /// <summary>Its value if the provider, or Tauro, has refused it.</summary>
    public const string Refused = "refused";

    /// <summary>Its value if something does not respond.</summary>
    public const string Unavailable = "unavailable";

    private const string Home = "/";

    // A page says by this that what was posted was not saved.
    private const string Unsaved = "unsaved";

    private const int ReturnLengthMax = 2_000;

    /// <summary>Makes a browser that opens a page open another one instead of showing a refusal.</summary>
    public static PrincipalResult Open(HttpContext context, PrincipalResult refusal, string page) =>
        BrowserRequest.AcceptsPage(context.Request) && context.Request.Headers.Authorization.Count == 0
            ? refusal with { Page = context.Request.PathBase.ToUriComponent() + page }
            : refusal;

    /// <summary>Leads a browser that opens a page to the sign-in, and then back to that page.</summary>
    public static PrincipalResult OpenSignIn(HttpContext context, PrincipalResult refusal)
    {
        var request = context.Request;
        var query = BrowserRequest.IsRead(request) ? request.QueryString : request.QueryString.Add(Unsaved, "true");
        var path = CheckReturn(request.Path.ToUriComponent() + query.ToUriComponent());
        return Open(
            context, refusal,
            RouteTable.SignIn + (path == Home ? "" : QueryString.Create(Return, path).ToUriComponent()));
    }

    /// <summary>Returns an address of this server as it is, and the home page for any other.</summary>
    public static string CheckReturn(string? address) =>
        address is { Length: > 0 and <= ReturnLengthMax } && address[0] == '/' && address is not ['/', '/', ..]
        // Browsers take a backslash as a slash, and remove line breaks and tabs.
        && address.All(c => c is > ' ' and <= '~' and not '\\')
            ? address
            : Home;
}
