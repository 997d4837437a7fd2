namespace Tauro.Contracts.Ids;

/// <summary>The form of the names of stages and gates: upper-case ASCII letters and digits, after a letter.</summary>
internal static class UpperName
{
    public const int LengthMax = 30;

    /// <summary>Reads a name in any letter case; null when it is not one.</summary>
    public static string? Normalize(string? name) =>
        name is { Length: > 0 and <= LengthMax } && char.IsAsciiLetter(name[0])
        && name.All(char.IsAsciiLetterOrDigit)
            ? name.ToUpperInvariant()
            : null;
}
