namespace Tauro.Web;

/// <summary>
/// Shortcuts of one character, such as <c>?</c>. Speech input and trembling hands press such keys by accident, so that
/// they can be turned off (WCAG 2.1.4).
/// </summary>
internal static class CharacterKeys
{
    private const string Cookie = "tauro-keys";
    private const string Off = "off";

    public static bool AreOn(HttpContext context) => context.Request.Cookies[Cookie] != Off;

    public static void Set(HttpContext context, bool areOn) => ReaderCookie.Set(context, Cookie, areOn ? null : Off);
}
