using System.Text.RegularExpressions;

namespace Tauro.ServiceDefaults.Requests;

/// <summary>The syntax of a path below which everything is served, in a setting or in a header of a proxy.</summary>
public static partial class PrefixSyntax
{
    /// <summary>Describes a valid prefix.</summary>
    public const string Description = "a path such as /mlflow, of letters, digits and the characters '.', '_', '-'";

    /// <summary>Whether the value is such a path. The other host of <c>//evil.example</c> is not one.</summary>
    public static bool IsMatch(string value) => Prefix().IsMatch(value);

    [GeneratedRegex(@"^(/(?!\.+(/|\z))[A-Za-z0-9._-]+)+\z")]
    private static partial Regex Prefix();
}
