using System.Text;

namespace Tauro.Stores.Local.Artifacts;

/// <summary>The last name of a page, as an opaque token.</summary>
internal static class ListToken
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    public static string Write(string name) => Convert.ToBase64String(Encoding.UTF8.GetBytes(name));

    /// <summary>Null when the text is not a token.</summary>
    public static string? TryRead(string token)
    {
        try
        {
            return Strict.GetString(Convert.FromBase64String(token));
        }
        catch (Exception e) when (e is FormatException or DecoderFallbackException)
        {
            return null;
        }
    }
}
