namespace Tauro.Stores.Filters;

/// <summary>The left side of a comparison as written: <c>tags.`my key`</c>, <c>status</c>.</summary>
internal readonly record struct FieldName(string? Entity, string Key)
{
    public static FieldName Parse(FilterToken token)
    {
        var raw = token.Raw;
        var first = IsQuote(raw[0]) ? QuotedLength(raw) : raw.IndexOf('.');
        if (first < 0 || first == raw.Length) return new(null, Plain(raw, token));
        if (raw[first] != '.' || first + 1 == raw.Length) throw Misquoted(token);
        return new(Plain(raw[..first], token), Plain(raw[(first + 1)..], token));
    }

    /// <summary>Returns what is between the quotes, with doubled quotes made single.</summary>
    public static string Unquote(string raw) =>
        raw[1..^1].Replace(new string(raw[0], 2), raw[..1], StringComparison.Ordinal);

    private static string Plain(string part, FilterToken token)
    {
        if (part.Length > 0 && IsQuote(part[0]) && QuotedLength(part) == part.Length && part.Length > 2)
        {
            return Unquote(part);
        }

        return part.Length > 0 && !part.AsSpan().ContainsAny('`', '"') ? part : throw Misquoted(token);
    }

    private static int QuotedLength(string raw)
    {
        for (var i = 1; i < raw.Length; i++)
        {
            if (raw[i] != raw[0]) continue;
            if (i + 1 == raw.Length || raw[i + 1] != raw[0]) return i + 1;
            i++;
        }

        return raw.Length;
    }

    private static bool IsQuote(char c) => c is '`' or '"';

    private static FilterSyntaxException Misquoted(FilterToken token) => FilterSyntaxException.At(
        token.Position,
        $"{token} is not a field; write entity.key, with the entire key in backticks if it needs quoting");
}
