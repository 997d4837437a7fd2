using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Tauro.Stores.Rules;

/// <summary>Reads sources of model versions that name another version: <c>models:/{name}/{version}</c>.</summary>
public static class ModelSources
{
    public const string Scheme = "models:/";

    /// <summary>Creates a source from the name and the number of a version, without escapes.</summary>
    public static string Create(string name, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{Scheme}{name}/{number}");

    /// <summary>Reads the name and the number of a version from a source.</summary>
    public static bool TryParse(string? source, [NotNullWhen(true)] out string? name, out int number)
    {
        (name, number) = (null, 0);
        if (source?.StartsWith(Scheme, StringComparison.Ordinal) is not true
            || source[Scheme.Length..].Trim('/').Split('/') is not [var escaped, var value]
            || !int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out number)) return false;
        name = Uri.UnescapeDataString(escaped);
        return true;
    }
}
