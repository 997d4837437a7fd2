using Tauro.Contracts;

namespace Tauro.Stores.Filters;

/// <summary>
/// Parses filters: MLflow's grammar, extended. Comparisons <c>entity.key op literal</c> with
/// <c>= != &lt; &lt;= &gt; &gt;=</c>, LIKE, ILIKE, RLIKE, [NOT] IN, [NOT] BETWEEN, IS [NOT] NULL, joined by AND, OR,
/// NOT and parentheses; keywords in any letter case. AND binds closer than OR.
/// </summary>
public sealed class FilterParser
{
    private readonly FilterTokens tokens;
    private readonly ComparisonParser comparisons;
    private int depth;
    private int count;

    private FilterParser(FilterTokens tokens, FilterVocabulary vocabulary)
    {
        this.tokens = tokens;
        comparisons = new(tokens, vocabulary);
    }

    /// <summary>Parses a filter. The value is null for a null or blank one, which matches everything.</summary>
    public static StoreOutcome<Filter?> Parse(string? value, FilterVocabulary vocabulary)
    {
        if (string.IsNullOrWhiteSpace(value)) return (Filter?)null;
        if (value.Length > Limits.FilterLengthMax)
        {
            return StoreProblem.Invalid(
                ProblemCodes.LimitExceeded,
                $"The filter has {value.Length} characters; the limit is {Limits.FilterLengthMax}. "
                + "Split the search into several.");
        }

        try
        {
            return new FilterParser(new(FilterLexer.Tokenize(value)), vocabulary).ParseAll();
        }
        catch (FilterSyntaxException e)
        {
            // MLflow's clients look for the phrase.
            return e.Problem with { Message = $"Invalid clause(s) in filter string: {e.Message}." };
        }
    }

    private Filter ParseAll()
    {
        var filter = Or();
        if (tokens.Current.Kind != FilterTokenKind.End)
        {
            throw tokens.Unexpected("AND, OR or the end");
        }

        return filter;
    }

    private Filter Or()
    {
        var terms = new List<Filter> { And() };
        while (tokens.Take("OR")) terms.Add(And());
        return Balanced(terms, 0, terms.Count, (left, right) => new Filter.Or(left, right));
    }

    private Filter And()
    {
        var terms = new List<Filter> { Unary() };
        while (tokens.Take("AND")) terms.Add(Unary());
        return Balanced(terms, 0, terms.Count, (left, right) => new Filter.And(left, right));
    }

    private Filter Unary()
    {
        var position = tokens.Current.Position;
        if (tokens.Take("NOT")) return Nested(position, () => new Filter.Not(Unary()));
        if (!tokens.Take("(")) return Comparison(position);
        return Nested(position, () =>
        {
            var inner = Or();
            if (!tokens.Take(")")) throw tokens.Unexpected("AND, OR or )");
            return inner;
        });
    }

    private Filter Comparison(int position)
    {
        if (++count > Limits.FilterComparisonsMax)
        {
            throw new FilterSyntaxException(
                $"it has more than {Limits.FilterComparisonsMax} comparisons (at position {position}); a list, IN (…), "
                + "counts as one",
                ProblemCodes.LimitExceeded,
                position);
        }

        return comparisons.Parse();
    }

    private Filter Nested(int position, Func<Filter> parse)
    {
        if (++depth > Limits.FilterDepthMax)
        {
            throw new FilterSyntaxException(
                $"it is nested deeper than {Limits.FilterDepthMax} levels (at position {position})",
                ProblemCodes.LimitExceeded,
                position);
        }

        var filter = parse();
        depth--;
        return filter;
    }

    // A long chain becomes a tree of logarithmic depth, so that it can be walked by recursion.
    private static Filter Balanced(List<Filter> terms, int start, int count, Func<Filter, Filter, Filter> join) =>
        count == 1
            ? terms[start]
            : join(
                Balanced(terms, start, count / 2, join),
                Balanced(terms, start + (count / 2), count - (count / 2), join));
}
