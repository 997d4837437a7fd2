using System.Globalization;
using Parlot;
using Parlot.Fluent;

namespace Tauro.Stores.Filters;

/// <summary>
/// Cuts a filter into tokens. A quote within a text is doubled, as in SQL; a backslash means nothing here, so that
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
        Quoted('\'').Then(span => Token(FilterTokenKind.Text, span)),
        Word.Then(WordOrNumber))));

    /// <exception cref="FilterSyntaxException">There is a character that begins no token, or an open quote.</exception>
    public static List<FilterToken> Tokenize(string text)
    {
        var context = new ParseContext(new Scanner(text));
        var result = default(ParseResult<IReadOnlyList<FilterToken>>);
        var tokens = Tokens.Parse(context, ref result) ? result.Value.ToList() : [];
        context.SkipWhiteSpace();
        var end = context.Scanner.Cursor.Offset;
        if (end < text.Length) throw Unreadable(text, end);
        tokens.Add(new(FilterTokenKind.End, "", text.Length + 1));
        return tokens;
    }

    private static Parser<TextSpan> Quoted(char quote)
    {
        var mark = Literals.Char(quote);
        return Capture(OneOrMany(mark.And(ZeroOrOne(Literals.NoneOf(quote.ToString()))).And(mark)));
    }

    // Unquoted keys: MLflow wants quotes around all but letters, digits, _ and dots; taking more is harmless here.
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

    private static FilterSyntaxException Unreadable(string text, int offset) => FilterSyntaxException.At(
        offset + 1,
        text[offset] is '\'' or '"' or '`'
            ? $"the quote {text[offset]} is not closed; close it, and write a quote within a text twice"
            : $"'{Rune(text, offset)}' is not part of the grammar; put keys with such characters between backticks "
                + "and texts between single quotes");

    private static string Rune(string text, int offset) =>
        text.Substring(offset, char.IsHighSurrogate(text[offset]) && offset + 1 < text.Length ? 2 : 1);
}
