namespace Tauro.LocalHosting;

/// <summary>
/// Aspire's way of making a variable's name from a resource's: <c>my-worker</c> and <c>http</c> give
/// <c>MY_WORKER_HTTP</c>.
/// </summary>
internal static class EnvironmentName
{
    public static string Encode(string name)
    {
        var text = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToUpperInvariant(c) : '_'));
        return char.IsAsciiDigit(text[0]) ? "_" + text : text;
    }
}
