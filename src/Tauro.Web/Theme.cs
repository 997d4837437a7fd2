namespace Tauro.Web;

/// <summary>The colors that a reader has chosen.</summary>
internal static class Theme
{
    private const string Cookie = "tauro-theme";

    /// <summary>The values and their names; without a value, it is the theme of the system.</summary>
    public static IReadOnlyList<(string? Value, string Name)> All { get; } =
        [(null, "As the system"), ("light", "Light"), ("dark", "Dark"), ("contrast", "High contrast")];

    /// <summary>Returns the chosen one; null for that of the system.</summary>
    public static string? Get(HttpContext context) => Find(context.Request.Cookies[Cookie]);

    public static void Set(HttpContext context, string? theme) => ReaderCookie.Set(context, Cookie, Find(theme));

    private static string? Find(string? value) => All.FirstOrDefault(theme => theme.Value == value).Value;
}
