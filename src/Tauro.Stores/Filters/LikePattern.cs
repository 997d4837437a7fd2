namespace Tauro.Stores.Filters;

/// <summary>
/// A SQL pattern that matches an entire string: <c>%</c> is any number of characters, <c>_</c> one, and a backslash
/// escapes these and itself. When letter case is ignored, it is folded by Unicode's simple mapping.
/// </summary>
public sealed class LikePattern
{
    private readonly char[] characters;
    private readonly bool[] wild;
    private readonly bool ignoreCase;

    public LikePattern(string pattern, bool ignoreCase = false)
    {
        this.ignoreCase = ignoreCase;
        characters = new char[pattern.Length];
        wild = new bool[pattern.Length];
        var count = 0;
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '\\' && i + 1 < pattern.Length && pattern[i + 1] is ('%' or '_' or '\\'))
            {
                characters[count++] = Fold(pattern[++i]);
                continue;
            }

            wild[count] = pattern[i] is '%' or '_';
            characters[count++] = Fold(pattern[i]);
        }

        Array.Resize(ref characters, count);
        Array.Resize(ref wild, count);
    }

    /// <summary>Returns the strings between the wildcards, which every match contains.</summary>
    public static IReadOnlyList<string> FixedParts(string pattern)
    {
        var parsed = new LikePattern(pattern);
        var parts = new List<string>();
        for (var (start, i) = (0, 0); i <= parsed.characters.Length; i++)
        {
            if (i < parsed.characters.Length && !parsed.wild[i]) continue;
            if (i > start) parts.Add(new string(parsed.characters, start, i - start));
            start = i + 1;
        }

        return parts;
    }

    public bool IsMatch(ReadOnlySpan<char> value)
    {
        var (at, p) = (0, 0);
        var (retryAt, retryPattern) = (0, -1);
        while (at < value.Length)
        {
            if (p < characters.Length && wild[p] && characters[p] == '%')
            {
                (retryAt, retryPattern) = (at, ++p);
            }
            else if (p < characters.Length && wild[p])
            {
                at += char.IsHighSurrogate(value[at]) && at + 1 < value.Length ? 2 : 1;
                p++;
            }
            else if (p < characters.Length && characters[p] == Fold(value[at]))
            {
                at++;
                p++;
            }
            else if (retryPattern >= 0)
            {
                // Only the last % is ever widened, which bounds the work by string length times pattern length.
                (at, p) = (++retryAt, retryPattern);
            }
            else
            {
                return false;
            }
        }

        while (p < characters.Length && wild[p] && characters[p] == '%') p++;
        return p == characters.Length;
    }

    private char Fold(char c) => ignoreCase ? char.ToUpperInvariant(c) : c;
}
