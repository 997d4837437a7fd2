using System.Text.RegularExpressions;
using Tauro.Storage.Search;

namespace Tauro.Storage.Local.Models;

/// <summary>Evaluates a filter on one document. A comparison on an absent value, or on one of another kind, does not hold.</summary>
internal static class MemoryFilter
{
    public static bool Matches(Filter filter, Func<Field, Literal?> valueOf) => filter switch
    {
        Filter.And and => Matches(and.Left, valueOf) && Matches(and.Right, valueOf),
        Filter.Or or => Matches(or.Left, valueOf) || Matches(or.Right, valueOf),
        Filter.Not not => !Matches(not.Inner, valueOf),
        Filter.Compare compare => valueOf(compare.Field) is { } value && Holds(value, compare.Operator, compare.Literal),
        Filter.In @in => valueOf(@in.Field) is { } value
            && @in.Literals.Any(literal => Holds(value, CompareOperator.Equal, literal)) != @in.Negated,
        Filter.Between between => valueOf(between.Field) is { } value
            && Holds(value, CompareOperator.GreaterOrEqual, between.Low)
            && Holds(value, CompareOperator.LessOrEqual, between.High),
        Filter.IsNull isNull => valueOf(isNull.Field) is null != isNull.Negated,
        _ => throw new InvalidOperationException($"Not a filter: {filter.GetType().Name}."),
    };

    private static bool Holds(Literal value, CompareOperator compare, Literal literal) => (value.Text, literal.Text) switch
    {
        (null, null) => compare switch
        {
            CompareOperator.Equal => value.Number == literal.Number,
            CompareOperator.NotEqual => value.Number != literal.Number,
            CompareOperator.Less => value.Number < literal.Number,
            CompareOperator.LessOrEqual => value.Number <= literal.Number,
            CompareOperator.Greater => value.Number > literal.Number,
            CompareOperator.GreaterOrEqual => value.Number >= literal.Number,
            _ => false,
        },
        ({ } text, { } other) => Holds(text, compare, other),
        _ => false,
    };

    private static bool Holds(string text, CompareOperator compare, string other) => compare switch
    {
        CompareOperator.Equal => text == other,
        CompareOperator.NotEqual => text != other,
        CompareOperator.Less => string.CompareOrdinal(text, other) < 0,
        CompareOperator.LessOrEqual => string.CompareOrdinal(text, other) <= 0,
        CompareOperator.Greater => string.CompareOrdinal(text, other) > 0,
        CompareOperator.GreaterOrEqual => string.CompareOrdinal(text, other) >= 0,
        CompareOperator.Like => Fits(text, other, RegexOptions.None),
        CompareOperator.ILike => Fits(text, other, RegexOptions.IgnoreCase),
        CompareOperator.RLike => Regex.IsMatch(text, other, RegexOptions.NonBacktracking),
        _ => false,
    };

    private static bool Fits(string text, string pattern, RegexOptions options)
    {
        var expression = Regex.Escape(pattern).Replace("%", ".*", StringComparison.Ordinal)
            .Replace("_", ".", StringComparison.Ordinal);
        return Regex.IsMatch(
            text, $@"\A{expression}\z", options | RegexOptions.NonBacktracking | RegexOptions.Singleline);
    }
}
