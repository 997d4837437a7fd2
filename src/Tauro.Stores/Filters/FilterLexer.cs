using System.Globalization;
using Parlot;
using Parlot.Fluent;

namespace Tauro.Stores.Filters;

/// <summary>
/// Splits a filter into tokens. A quote within a string is doubled, as in SQL; a backslash has no meaning here, so that
/// patterns can use it.
/// </summary>
internal static class FilterLexer
{
    private static readonly Parser<TextSpan> Symbol = Capture(OneOf(
        Literals.Text("<="), Literals.Text(">="), Literals.Text("!="), Literals.Text("<>"), Literals.Text("=="),
        Literals.Text("="), Literals.Text("<"), Literals.Text(">"),
        Literals.Text("("), Literals.Text(")"), Literals.Text(",")));

    private static readonly Parser<TextSpan> Word =
        Capture(OneOrMany(OneOf(Literals.Pattern(IsBare), Quoted('`'), Quoted('"'))));

    private static readonly Parser<IReadOnlyList<FilterToken>> Tokens = ZeroOrMany(SkipWhiteSpace(OneOf(
        Symbol.Then(span => Token(FilterTokenKind.Symbol, span)),
        Quoted('\'').Then(span => Token(FilterTokenKind.String, span)),
        Word.Then(WordOrNumber))));

    /// <exception cref="FilterSyntaxException">A character begins no token, or a quote is not closed.</exception>
    public static List<FilterToken> Tokenize(string value)
    {
        var context = new ParseContext(new Scanner(value));
        var result = default(ParseResult<IReadOnlyList<FilterToken>>);
        var tokens = Tokens.Parse(context, ref result) ? result.Value.ToList() : [];
        context.SkipWhiteSpace();
        var end = context.Scanner.Cursor.Offset;
        if (end < value.Length) throw Unreadable(value, end);
        tokens.Add(new(FilterTokenKind.End, "", value.Length + 1));
        return tokens;
    }

    private static Parser<TextSpan> Quoted(char quote)
    {
        var mark = Literals.Char(quote);
        return Capture(OneOrMany(mark.And(ZeroOrOne(Literals.NoneOf(quote.ToString()))).And(mark)));
    }

    // Unquoted keys: MLflow requires quotes around all but letters, digits, _ and dots; accepting more is harmless.
    private static bool IsBare(char c) => char.IsLetterOrDigit(c) || c is '_' or '.' or '-' or '/' or ':' or '+';

    private static FilterToken Token(FilterTokenKind kind, TextSpan span) =>
        new(kind, span.ToString(), span.Offset + 1);

    private static FilterToken WordOrNumber(TextSpan span)
    {
        var token = Token(FilterTokenKind.Word, span);
        return (char.IsAsciiDigit(token.Raw[0]) || token.Raw[0] is '+' or '-' or '.')
            && double.TryParse(token.Raw, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? token with { Kind = FilterTokenKind.Number, Number = number }
            : token;
    }

    private static FilterSyntaxException Unreadable(string value, int offset) => FilterSyntaxException.At(
        offset + 1,
        value[offset] is '\'' or '"' or '`'
            ? $"the quote {value[offset]} is not closed; close it, and double a quote within a string"
            : $"'{Rune(value, offset)}' is not part of the grammar; put keys with such characters in backticks "
                + "and strings in single quotes");

    private static string Rune(string value, int offset) =>
        value.Substring(offset, char.IsHighSurrogate(value[offset]) && offset + 1 < value.Length ? 2 : 1);
}
