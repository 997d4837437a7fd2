using Tauro.ServiceDefaults.Principals;

namespace Tauro.Web;

/// <summary>
/// The person who reads the pages: their account, or, while no credentials are checked, the name that they have entered
/// in the settings.
/// </summary>
internal static class Person
{
    private const string Cookie = "tauro-name";
    private const int LengthMax = 100;

    /// <summary>Returns the name; null if there is none.</summary>
    public static string? Get(HttpContext context) =>
        context.FindAccount() is { } account ? account.Name
        : context.Request.Cookies[Cookie] is { Length: > 0 and <= LengthMax } name ? name : null;

    public static void Set(HttpContext context, string? name) =>
        ReaderCookie.Set(context, Cookie, name?.Trim() is { Length: > 0 and <= LengthMax } trimmed ? trimmed : null);
}
