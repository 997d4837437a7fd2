using System.Text;
using Tauro.Contracts.Traces;

namespace Tauro.Stores.Local.Tables;

/// <summary>
/// The sequences of ASCII letters and digits that must be in a span's JSON for a condition on its content to hold. To
/// look for them is much faster than to read the JSON, and most spans are excluded by their trigrams alone.
/// </summary>
internal sealed class RequiredWords
{
    // A span is searched in the form of a file, whose member names may not be in its JSON.
    private const string MemberNames =
        "trace_id span_id parent_span_id name start_time_unix_nano end_time_unix_nano events time_unix_nano status "
        + "code message attributes STATUS_CODE_UNSET null";

    private static readonly HashSet<uint> TrigramsOfMemberNames = Trigrams.Find(MemberNames);

    private readonly uint[] trigrams;
    private readonly List<byte[]> words;
    private readonly bool ignoreCase;

    /// <param name="parts">Strings that the searched form of the span contains.</param>
    /// <param name="ignoreCase">Whether their letter case may differ there.</param>
    public RequiredWords(IReadOnlyList<string> parts, bool ignoreCase)
    {
        this.ignoreCase = ignoreCase;
        trigrams = [.. parts.SelectMany(Trigrams.Find).Distinct().Where(it => !TrigramsOfMemberNames.Contains(it))];
        words =
        [
            .. parts.SelectMany(Split).Distinct()
                .Where(word => !MemberNames.Contains(word, StringComparison.OrdinalIgnoreCase))
                .Select(Encoding.ASCII.GetBytes),
        ];
    }

    public bool IsEmpty => words.Count == 0;

    /// <summary>Returns the content decompressed if it has all of them, otherwise null.</summary>
    public SpanContent? FindIn(SpanContent content)
    {
        if (!PackedSpanContent.MayContain(content, trigrams)) return null;
        var json = content.ToJson();
        foreach (var word in words)
            if (!(ignoreCase ? ContainsIgnoringCase(json, word) : json.AsSpan().IndexOf(word) >= 0)) return null;
        return content is PackedSpanContent ? SpanContent.From(json) : content;
    }

    private static bool ContainsIgnoringCase(ReadOnlySpan<byte> json, ReadOnlySpan<byte> word)
    {
        var (lower, upper) = ((byte)(word[0] | 0x20), (byte)char.ToUpperInvariant((char)word[0]));
        for (int at; (at = json.IndexOfAny(lower, upper)) >= 0; json = json[(at + 1)..])
        {
            if (json.Length - at < word.Length) return false;
            if (Ascii.EqualsIgnoreCase(json.Slice(at, word.Length), word)) return true;
        }

        return false;
    }

    private static IEnumerable<string> Split(string part)
    {
        for (var (start, i) = (0, 0); i <= part.Length; i++)
        {
            if (i < part.Length && char.IsAsciiLetterOrDigit(part[i])) continue;
            if (i > start) yield return part[start..i];
            start = i + 1;
        }
    }
}
