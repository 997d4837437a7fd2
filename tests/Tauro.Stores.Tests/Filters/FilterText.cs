using System.Globalization;
using Tauro.Stores.Filters;

namespace Tauro.Stores.Tests.Filters;

/// <summary>Writes a filter with all parentheses, so that tests can compare trees as strings.</summary>
internal static class FilterText
{
    public static string Of(Filter? filter) => filter switch
    {
        null => "everything",
        Filter.And and => $"({Of(and.Left)} AND {Of(and.Right)})",
        Filter.Or or => $"({Of(or.Left)} OR {Of(or.Right)})",
        Filter.Not not => $"NOT {Of(not.Inner)}",
        Filter.Compare one => $"{Of(one.Field)} {one.Operator} {Of(one.Literal)}",
        Filter.In one => $"{Of(one.Field)} {Not(one.Negated)}IN [{string.Join(" ", one.Literals.Select(Of))}]",
        Filter.Between one => $"{Of(one.Field)} BETWEEN {Of(one.Low)} {Of(one.High)}",
        Filter.IsNull one => $"{Of(one.Field)} IS {Not(one.Negated)}NULL",
        _ => throw new ArgumentException(filter.ToString()),
    };

    private static string Of(Field field) => $"{field.Kind}:{field.Key}";

    private static string Of(Literal literal) =>
        literal.Text is { } text ? $"'{text}'" : literal.Number.ToString("R", CultureInfo.InvariantCulture);

    private static string Not(bool negated) => negated ? "NOT " : "";
}
