namespace Tauro.Stores.Filters;

/// <summary>The tokens of one filter, and the parser's position.</summary>
internal sealed class FilterTokens(List<FilterToken> tokens)
{
    private static readonly string[] Keywords =
        ["AND", "OR", "NOT", "IN", "BETWEEN", "LIKE", "ILIKE", "RLIKE", "IS", "NULL"];

    private int index;

    public FilterToken Current => tokens[index];

    /// <summary>Whether the current token is a word that is not a keyword.</summary>
    public bool AtField => Current.Kind == FilterTokenKind.Word
        && !Keywords.Contains(Current.Raw, StringComparer.OrdinalIgnoreCase);

    public FilterToken Take()
    {
        var token = Current;
        if (token.Kind != FilterTokenKind.End) index++;
        return token;
    }

    public bool Take(string keywordOrSymbol)
    {
        if (!Current.Is(keywordOrSymbol)) return false;
        index++;
        return true;
    }

    public void Expect(string keywordOrSymbol)
    {
        if (!Take(keywordOrSymbol)) throw Unexpected(keywordOrSymbol);
    }

    public FilterSyntaxException Unexpected(string expected) =>
        FilterSyntaxException.At(Current.Position, $"expected {expected}, found {Current}");
}
