using System.Globalization;
using Tauro.Stores.Filters;

namespace Tauro.Stores.Tests.Filters;

/// <summary>Writes a filter with all parentheses, so that tests can compare trees as strings.</summary>
internal static class FilterPrinter
{
    public static string Print(Filter? filter) => filter switch
    {
        null => "everything",
        Filter.And and => $"({Print(and.Left)} AND {Print(and.Right)})",
        Filter.Or or => $"({Print(or.Left)} OR {Print(or.Right)})",
        Filter.Not not => $"NOT {Print(not.Inner)}",
        Filter.Compare compare =>
            $"{Print(compare.Field)} {Not(compare.Negated)}{compare.Operator} {Print(compare.Literal)}",
        Filter.In item =>
            $"{Print(item.Field)} {Not(item.Negated)}IN [{string.Join(" ", item.Literals.Select(Print))}]",
        Filter.Between between =>
            $"{Print(between.Field)} {Not(between.Negated)}BETWEEN {Print(between.Low)} {Print(between.High)}",
        Filter.IsNull isNull => $"{Print(isNull.Field)} IS {Not(isNull.Negated)}NULL",
        _ => throw new ArgumentException(filter.ToString()),
    };

    private static string Print(Field field)
    {
        var name = $"{(field.OfParent ? "parent " : "")}{field.Kind}:{field.Key}";
        return field.Function == FieldFunction.None ? name : $"{field.Function}({name})";
    }

    private static string Print(Literal literal) =>
        literal.String is { } value ? $"'{value}'" : literal.Number.ToString("R", CultureInfo.InvariantCulture);

    private static string Not(bool negated) => negated ? "NOT " : "";
}
