namespace Tauro.Stores.Filters;

/// <param name="Raw">As written, quotes included.</param>
/// <param name="Position">Counted from 1, as messages give it.</param>
/// <param name="Number">The value of a number.</param>
internal readonly record struct FilterToken(FilterTokenKind Kind, string Raw, int Position, double Number = 0)
{
    public bool Is(string keywordOrSymbol) =>
        Kind is FilterTokenKind.Word or FilterTokenKind.Symbol
        && Raw.Equals(keywordOrSymbol, StringComparison.OrdinalIgnoreCase);

    public override string ToString() =>
        Kind == FilterTokenKind.End ? "the end" : $"'{FilterSyntaxException.Short(Raw)}'";
}
