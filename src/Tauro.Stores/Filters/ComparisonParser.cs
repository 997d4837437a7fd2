using System.Globalization;
using Tauro.Contracts;

namespace Tauro.Stores.Filters;

/// <summary>Parses one comparison and refuses meaningless ones, such as a string less than a number.</summary>
internal sealed class ComparisonParser(FilterTokens tokens, FilterVocabulary vocabulary)
{
    private const string Operators = "an operator: = != < <= > >= LIKE ILIKE RLIKE IN BETWEEN IS";
    private int patterns;

    public Filter Parse()
    {
        if (!tokens.AtField) throw tokens.Unexpected("a field such as metrics.acc, params.lr, tags.team or status");
        var field = FieldParser.Parse(tokens, vocabulary, out var name);
        if (tokens.Take("IS")) return IsNull(field);
        var negated = tokens.Take("NOT");
        var at = tokens.Current;
        if (tokens.Take("IN"))
        {
            var literals = List(ref field, name);
            return new Filter.In(field, literals, negated);
        }

        if (tokens.Take("BETWEEN"))
        {
            field = AsCompared(field);
            return Between(field, name, at, negated);
        }

        if (Pattern(at) is { } pattern) return Like(field, name, pattern, at, negated);
        if (negated) throw tokens.Unexpected("IN, BETWEEN, LIKE, ILIKE or RLIKE after NOT");
        var compare = Operator();
        field = AsCompared(field);
        var isEquality = compare is CompareOperator.Equal or CompareOperator.NotEqual;
        if (!isEquality && vocabulary.TypeOf(field) == AttributeType.String) throw OnlyForNumbers(field, name, at);
        return new Filter.Compare(field, compare, isEquality ? Operand(field, name) : NumberOperand(field, name, at));
    }

    /// <summary>A param or tag that is compared with a number without quotes is compared as a number.</summary>
    private Field AsCompared(Field field) =>
        tokens.Current.Kind == FilterTokenKind.Number && vocabulary.MayBeNumber(field)
            ? field with { Function = FieldFunction.Number }
            : field;

    private Filter.IsNull IsNull(Field field)
    {
        var negated = tokens.Take("NOT");
        tokens.Expect("NULL");
        return new(field, negated);
    }

    private List<Literal> List(ref Field field, FilterToken name)
    {
        tokens.Expect("(");
        field = AsCompared(field);
        var literals = new List<Literal> { Operand(field, name) };
        // A comma may follow the last literal: MLflow accepts a Python tuple of one item.
        while (tokens.Take(",") && !tokens.Current.Is(")"))
        {
            var at = tokens.Current;
            literals.Add(Operand(field, name));
            if ((literals[^1].String is null) != (literals[0].String is null))
                throw FilterSyntaxException.At(at.Position, "the list mixes numbers and strings");
        }

        tokens.Expect(")");
        return literals;
    }

    private Filter.Between Between(Field field, FilterToken name, FilterToken at, bool negated)
    {
        if (vocabulary.TypeOf(field) != AttributeType.Number) throw OnlyForNumbers(field, name, at);
        var low = Operand(field, name);
        tokens.Expect("AND");
        return new(field, low, Operand(field, name), negated);
    }

    private CompareOperator? Pattern(FilterToken token)
    {
        CompareOperator? pattern = token.Is("LIKE") ? CompareOperator.Like
            : token.Is("ILIKE") ? CompareOperator.ILike
            : token.Is("RLIKE") ? CompareOperator.RLike
            : null;
        if (pattern is not null) tokens.Take();
        return pattern;
    }

    private Filter.Compare Like(
        Field field, FilterToken name, CompareOperator pattern, FilterToken at, bool negated)
    {
        if (vocabulary.TypeOf(field) == AttributeType.Number)
        {
            throw FilterSyntaxException.At(
                name.Position,
                FilterPhrases.InvalidOperator(vocabulary, field, at, FilterPhrases.NumberOperators)
                + $": {at} is for strings and {name} is a number");
        }

        var position = tokens.Current.Position;
        var literal = Operand(field, name, asPattern: true);
        if (pattern == CompareOperator.RLike) CheckPattern(literal.String!, position);

        return new(field, pattern, literal, negated);
    }

    private void CheckPattern(string pattern, int position)
    {
        if (++patterns > Limits.FilterPatternsMax)
        {
            throw new FilterSyntaxException(
                $"it has more than {Limits.FilterPatternsMax} RLIKE (at position {position}); join patterns with |",
                ProblemCodes.LimitExceeded,
                position);
        }

        if (RegexPattern.Check(pattern) is { } refusal) throw FilterSyntaxException.At(position, refusal);
    }

    private CompareOperator Operator()
    {
        CompareOperator? found = tokens.Current.Kind != FilterTokenKind.Symbol ? null : tokens.Current.Raw switch
        {
            "=" or "==" => CompareOperator.Equal,
            "!=" or "<>" => CompareOperator.NotEqual,
            "<" => CompareOperator.Less,
            "<=" => CompareOperator.LessOrEqual,
            ">" => CompareOperator.Greater,
            ">=" => CompareOperator.GreaterOrEqual,
            _ => null,
        };
        if (found is not { } compareOperator) throw tokens.Unexpected(Operators);
        tokens.Take();
        return compareOperator;
    }

    /// <summary>
    /// Parses the literal after an operator for numbers; for a field of either type the number may be quoted.
    /// </summary>
    private Literal NumberOperand(Field field, FilterToken name, FilterToken at)
    {
        var token = tokens.Current;
        var literal = Operand(field, name);
        if (literal.String is null) return literal;
        return double.TryParse(literal.String, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? Literal.From(number)
            : throw FilterSyntaxException.At(
                token.Position,
                FilterPhrases.ExpectedNumber(field, token, at)
                + $": {name} is compared by size with {token}, which is not a number");
    }

    private Literal Operand(Field field, FilterToken name, bool asPattern = false)
    {
        var token = tokens.Current;
        if (vocabulary.TypeOf(field) == AttributeType.Any && !asPattern)
        {
            if (token.Kind == FilterTokenKind.Number) return Literal.From(tokens.Take().Number);
            if (token.Is("true") || token.Is("false")) return Literal.From(tokens.Take().Raw.ToLowerInvariant());
        }

        var isString = token.Kind == FilterTokenKind.String
            || (token.Kind == FilterTokenKind.Word && IsDoubleQuoted(token.Raw));
        if (vocabulary.TypeOf(field) == AttributeType.Number)
        {
            if (token.Kind != FilterTokenKind.Number)
            {
                throw FilterSyntaxException.At(
                    token.Position,
                    FilterPhrases.ExpectedNumber(field, token)
                    + $": {name} is compared with a number, but found {token}; write it without quotes: 0.9 or 1e-3");
            }

            return Literal.From(tokens.Take().Number);
        }

        if (!isString)
        {
            throw FilterSyntaxException.At(
                token.Position,
                FilterPhrases.ExpectedString(field, token)
                + $": {name} is compared with a string, but found {token}; put single quotes around it");
        }

        var value = FieldName.Unquote(tokens.Take().Raw);
        var canonical = asPattern ? null : vocabulary.Attribute(field)?.Canonical;
        return Literal.From(canonical is null ? value : canonical(value));
    }

    private static bool IsDoubleQuoted(string raw) => raw[0] == '"' && raw.Length > 1 && raw[^1] == '"'
        && !raw[1..^1].Replace("\"\"", "", StringComparison.Ordinal).Contains('"');

    private FilterSyntaxException OnlyForNumbers(Field field, FilterToken name, FilterToken at) =>
        FilterSyntaxException.At(
            at.Position,
            FilterPhrases.InvalidOperator(vocabulary, field, at, FilterPhrases.StringOperators)
            + $": {at} is for numbers and {name} is a string"
            + (vocabulary.MayBeNumber(field) ? "; write a number without quotes" : ""));
}
