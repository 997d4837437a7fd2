using System.Text;

namespace Tauro.Stores.Filters;

/// <summary>
/// Strings that every value contains for which a comparison holds, if letter case is ignored. A backend with an index
/// of text reads only the values that have them.
/// </summary>
public static class FixedParts
{
    // Escapes of one character that stand for no letter or digit, or for one of several.
    private const string ClassEscapes = "dDwWsSbB";

    /// <summary>Returns none when nothing is known.</summary>
    public static IReadOnlyList<string> Get(Filter filter) =>
        filter is Filter.Compare { Negated: false, Literal.String: { } literal } compare
            ? compare.Operator switch
            {
                CompareOperator.Equal => [literal],
                CompareOperator.Like or CompareOperator.ILike => LikePattern.FixedParts(literal),
                CompareOperator.RLike => OfRegex(literal),
                _ => [],
            }
            : [];

    // Only simple patterns are understood: without groups and alternatives, which may make any part optional.
    private static List<string> OfRegex(string pattern)
    {
        var parts = new List<string>();
        var part = new StringBuilder();
        for (var i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '(' or '|':
                    return [];
                case '\\' when i + 1 < pattern.Length
                    && (!char.IsAsciiLetterOrDigit(pattern[i + 1]) || ClassEscapes.Contains(pattern[i + 1])):
                    i++;
                    End();
                    break;
                case '\\':
                    return [];
                case '[':
                    if (EndOfClass(pattern, i) is not { } end) return [];
                    i = end;
                    End();
                    break;
                case '?' or '*' or '{':
                    // The last character is optional. What follows a brace up to its end is a count.
                    if (part.Length > 0) part.Length--;
                    End();
                    if (pattern[i] != '{') break;
                    if (EndOfCount(pattern, i) is not { } close) return [];
                    i = close;
                    break;
                case var c when char.IsAsciiLetterOrDigit(c) || c is ' ' or '_' or '-':
                    part.Append(c);
                    break;
                default:
                    End();
                    break;
            }
        }

        End();
        return parts;

        void End()
        {
            if (part.Length > 0) parts.Add(part.ToString());
            part.Clear();
        }
    }

    /// <summary>Returns null for a brace that is a character of the text, since no count follows.</summary>
    private static int? EndOfCount(string pattern, int start)
    {
        var close = pattern.IndexOf('}', start);
        return close > start + 1 && pattern.AsSpan(start + 1, close - start - 1).IndexOfAnyExcept("0123456789,") < 0
            ? close
            : null;
    }

    /// <summary>Returns null for a class with an escape or another class in it.</summary>
    private static int? EndOfClass(string pattern, int start)
    {
        var first = start + 1 < pattern.Length && pattern[start + 1] == '^' ? start + 2 : start + 1;
        for (var i = first; i < pattern.Length; i++)
        {
            if (pattern[i] is '\\' or '[') return null;
            if (pattern[i] == ']' && i > first) return i;
        }

        return null;
    }
}
