namespace Tauro.LocalHosting;

/// <summary>The names that Aspire accepts: they become host names, environment variables and folders.</summary>
internal static class ResourceName
{
    private const int LengthMax = 64;

    public static void Validate(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var reason = Reason(name);
        if (reason is not null)
        {
            throw new ArgumentException($"Resource name '{name}' is invalid. {reason}", nameof(name));
        }
    }

    private static string? Reason(string name) => name switch
    {
        "" or { Length: > LengthMax } => $"A name has 1 to {LengthMax} characters.",
        _ when !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') =>
            "A name has only ASCII letters, digits and hyphens.",
        _ when !char.IsAsciiLetter(name[0]) => "A name starts with a letter.",
        _ when name.EndsWith('-') => "A name does not end with a hyphen.",
        _ when name.Contains("--", StringComparison.Ordinal) => "A name has no double hyphen.",
        _ => null,
    };
}
