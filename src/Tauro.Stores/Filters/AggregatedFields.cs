using Tauro.Contracts;

namespace Tauro.Stores.Filters;

/// <summary>Parses the fields of an aggregation, which are written as in filters.</summary>
public static class AggregatedFields
{
    /// <summary>Parses fields that group items.</summary>
    public static StoreOutcome<(string Name, Field Field)[]> ParseKeys(
        IReadOnlyList<string> names, FilterVocabulary vocabulary) => Parse(names, vocabulary, field =>
            field.Function != FieldFunction.Number && vocabulary.TypeOf(field) == AttributeType.Number
                ? "it is a number, so most groups would have one run; group by a param, a tag or a string attribute"
                : null);

    /// <summary>Parses fields that are numbers.</summary>
    public static StoreOutcome<(string Name, Field Field)[]> ParseValues(
        IReadOnlyList<string> names, FilterVocabulary vocabulary) => Parse(names, vocabulary, field =>
            vocabulary.TypeOf(field) == AttributeType.Number ? null
            : "it is a string; aggregate a metric, a time or number(…) of a param or tag");

    private static StoreOutcome<(string Name, Field Field)[]> Parse(
        IReadOnlyList<string> names, FilterVocabulary vocabulary, Func<Field, string?> refuse)
    {
        var parsed = new (string Name, Field Field)[names.Count];
        for (var i = 0; i < names.Count; i++)
        {
            var name = names[i];
            try
            {
                if (name.Length > Limits.ShortFilterLengthMax)
                    throw new FilterSyntaxException($"it has {name.Length} characters", ProblemCodes.LimitExceeded);
                var tokens = new FilterTokens(FilterLexer.Tokenize(name));
                if (!tokens.AtField) throw tokens.Unexpected("a field such as metrics.acc, params.lr or status");
                var field = FieldParser.Parse(tokens, vocabulary, out _);
                if (tokens.Current.Kind != FilterTokenKind.End) throw tokens.Unexpected("the end");
                if (field.Kind == FieldKind.Dataset) throw new FilterSyntaxException("it has many values");
                if (refuse(field) is { } reason) throw new FilterSyntaxException(reason);
                if (names.Take(i).Contains(name)) throw new FilterSyntaxException("it is given twice");
                parsed[i] = (name, field);
            }
            catch (FilterSyntaxException e)
            {
                return e.Problem with
                {
                    Message = $"Invalid field '{FilterSyntaxException.Short(name)}': {e.Message}.",
                    Position = null, // It is the position in the filter.
                };
            }
        }

        return parsed;
    }
}
