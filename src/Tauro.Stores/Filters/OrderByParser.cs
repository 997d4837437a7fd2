using Tauro.Contracts;

namespace Tauro.Stores.Filters;

/// <summary>Parses sort keys: <c>metrics.acc DESC</c>, <c>start_time</c>, <c>params.`my lr` asc</c>.</summary>
public static class OrderByParser
{
    /// <summary>Sort keys in one request.</summary>
    public const int KeysMax = 20;

    public static StoreOutcome<OrderBy[]> Parse(IReadOnlyList<string>? keys, FilterVocabulary vocabulary)
    {
        if (keys is null || keys.Count == 0) return Array.Empty<OrderBy>();
        if (keys.Count > KeysMax)
        {
            return StoreProblem.Invalid(
                ProblemCodes.LimitExceeded, $"There are {keys.Count} order_by keys; the limit is {KeysMax}.");
        }

        var parsed = new List<OrderBy>(keys.Count);
        foreach (var value in keys)
        {
            try
            {
                var orderBy = ParseOne(value, vocabulary);
                if (parsed.Exists(before => before.Field == orderBy.Field))
                {
                    throw new FilterSyntaxException("it is given twice");
                }

                parsed.Add(orderBy);
            }
            catch (FilterSyntaxException e)
            {
                return e.Problem with
                {
                    Position = null, // It is the position in the filter.
                    Message = $"Invalid order_by clause '{FilterSyntaxException.Short(value)}': {e.Message}.",
                };
            }
        }

        return parsed.ToArray();
    }

    private static OrderBy ParseOne(string value, FilterVocabulary vocabulary)
    {
        if (value.Length > Limits.ShortFilterLengthMax)
        {
            throw new FilterSyntaxException(
                $"it has {value.Length} characters; the limit is {Limits.ShortFilterLengthMax}",
                ProblemCodes.LimitExceeded);
        }

        var tokens = new FilterTokens(FilterLexer.Tokenize(value));
        if (tokens.Current.Kind != FilterTokenKind.Word)
        {
            throw tokens.Unexpected("a field such as metrics.acc, params.lr, tags.team or start_time");
        }

        var field = FieldParser.Parse(tokens, vocabulary, out var name);
        if (field.Kind == FieldKind.Dataset)
            throw FilterSyntaxException.At(name.Position, $"{name} has many values, so nothing can be sorted by it");
        var descending = tokens.Take("DESC");
        if (!descending) tokens.Take("ASC");
        return tokens.Current.Kind == FilterTokenKind.End
            ? new(field, descending)
            : throw tokens.Unexpected("ASC, DESC or the end");
    }
}
