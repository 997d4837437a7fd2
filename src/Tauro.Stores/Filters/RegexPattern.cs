using System.Globalization;
using System.Text.RegularExpressions;

namespace Tauro.Stores.Filters;

/// <summary>
/// The patterns of RLIKE. They match anywhere in a string, without backtracking and so in time linear in its length.
/// Pattern size and repetition counts are bounded because the automaton grows with them, faster than linearly for
/// counts inside a loop.
/// </summary>
public static partial class RegexPattern
{
    /// <summary>Characters in a pattern.</summary>
    public const int LengthMax = 100;

    /// <summary>The product of all repetition counts <c>{n}</c> in a pattern.</summary>
    public const int RepetitionsMax = 20;

    private static readonly TimeSpan MatchTimeout = TimeSpan.FromSeconds(2);

    /// <summary>Returns why a pattern is refused; null when it is accepted.</summary>
    public static string? Check(string pattern)
    {
        if (pattern.Length > LengthMax) return $"the pattern has {pattern.Length} characters; the limit is {LengthMax}";
        if (Repetitions(pattern) > RepetitionsMax)
        {
            return $"the repetition counts in '{pattern}' multiply to more than {RepetitionsMax}";
        }

        try
        {
            Compile(pattern);
            return null;
        }
        catch (ArgumentException e)
        {
            return $"the pattern is not a regular expression: {e.Message.TrimEnd('.')}";
        }
        catch (NotSupportedException)
        {
            return $"the pattern '{pattern}' needs look-around, a back-reference or too many states; write it without";
        }
    }

    internal static Regex Compile(string pattern) =>
        new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, MatchTimeout);

    // Counts in different places are treated as nested: that may refuse a cheap pattern but never accept a costly one.
    private static double Repetitions(string pattern)
    {
        double product = 1;
        foreach (Match count in Counts().Matches(pattern))
        {
            var last = count.Groups[2].Length > 0 ? count.Groups[2] : count.Groups[1];
            product *= Math.Max(1, double.Parse(last.ValueSpan, CultureInfo.InvariantCulture));
        }

        return product;
    }

    [GeneratedRegex(@"\{([0-9]+)(?:,([0-9]*))?\}", RegexOptions.CultureInvariant)]
    private static partial Regex Counts();
}
