namespace Tauro.Stores.Filters;

/// <summary>
/// Compiles a filter to a predicate. A comparison on an absent key does not hold, <c>!=</c> included. A NaN metric is
/// equal to no number and neither less nor greater, as in IEEE 754 and in MLflow from 3.16: a run that diverged is not
/// among those with a low loss. Only <c>!=</c> and <c>NOT</c> match it.
/// </summary>
public static class FilterEvaluator
{
    /// <summary>Compiles a filter for one search: the time limit of RLIKE covers all rows.</summary>
    /// <param name="filter">Null matches everything.</param>
    /// <param name="reader">Reads the fields of a row.</param>
    public static Func<T, bool> Compile<T>(Filter? filter, FieldReader<T> reader) =>
        Compile(filter, reader, new StringTests());

    /// <inheritdoc cref="Compile{T}(Filter?,FieldReader{T})"/>
    /// <param name="filter">Null matches everything.</param>
    /// <param name="reader">Reads the fields of a row.</param>
    /// <param name="strings">
    /// The comparisons with strings of the search, which may compile several filters, or one for several readers.
    /// </param>
    public static Func<T, bool> Compile<T>(Filter? filter, FieldReader<T> reader, StringTests strings) => filter switch
    {
        null => _ => true,
        Filter.And and => Both(Compile(and.Left, reader, strings), Compile(and.Right, reader, strings)),
        Filter.Or or => Either(Compile(or.Left, reader, strings), Compile(or.Right, reader, strings)),
        Filter.Not not => Negate(Compile(not.Inner, reader, strings)),
        _ when filter.Fields.Single() is var field && reader.HasMany(field) => Any(filter, field, reader, strings),
        Filter.IsNull isNull => IsNull(isNull, reader),
        Filter.Between between => NumberTest(
            reader, between.Field,
            value => (value >= between.Low.Number && value <= between.High.Number) != between.Negated),
        Filter.In item => In(item, reader),
        Filter.Compare compare => Compare(compare, reader, strings),
        _ => throw new ArgumentException($"A filter of type {filter.GetType().Name} is not known.", nameof(filter)),
    };

    private static Func<T, bool> Both<T>(Func<T, bool> left, Func<T, bool> right) => item => left(item) && right(item);

    private static Func<T, bool> Either<T>(Func<T, bool> left, Func<T, bool> right) =>
        item => left(item) || right(item);

    private static Func<T, bool> Negate<T>(Func<T, bool> inner) => item => !inner(item);

    private static Func<T, bool> Any<T>(Filter filter, Field field, FieldReader<T> reader, StringTests strings)
    {
        if (filter is Filter.IsNull isNull) return item => reader.AllOf(item, field).Any() == isNull.Negated;
        var test = Compile(filter, LiteralReader.Instance, strings);
        return item => reader.AllOf(item, field).Any(test);
    }

    private static Func<T, bool> IsNull<T>(Filter.IsNull test, FieldReader<T> reader) => item =>
        reader.Read(item, test.Field).HasValue == test.Negated;

    // A number within a string is parsed by the test, so that a reader of columns parses each distinct string once.
    private static Func<T, bool> NumberTest<T>(FieldReader<T> reader, Field field, Func<double, bool> test) =>
        field.Function == FieldFunction.Number
            ? reader.StringTest(
                field with { Function = default }, value => NumberValue.Parse(value) is { } number && test(number))
            : reader.NumberTest(field, test);

    private static Func<T, bool> In<T>(Filter.In test, FieldReader<T> reader)
    {
        if (test.Literals is [{ String: null }, ..])
        {
            var numbers = test.Literals.Select(literal => literal.Number).ToHashSet();
            return NumberTest(reader, test.Field, value => numbers.Contains(value) != test.Negated);
        }

        var values = test.Literals.Select(literal => literal.String!).ToHashSet(StringComparer.Ordinal);
        return reader.StringTest(test.Field, value => values.Contains(value) != test.Negated);
    }

    private static Func<T, bool> Compare<T>(Filter.Compare test, FieldReader<T> reader, StringTests strings) =>
        test.Literal.String is { } value
            ? reader.StringTest(test.Field, Negated(test, strings.Get(test.Operator, value)))
            : NumberTest(reader, test.Field, Negated(test, NumberTest(test.Operator, test.Literal.Number)));

    private static Func<T, bool> Negated<T>(Filter.Compare test, Func<T, bool> holds) =>
        test.Negated ? Negate(holds) : holds;

    private static Func<double, bool> NumberTest(CompareOperator compare, double literal) => compare switch
    {
        CompareOperator.Equal => value => value == literal,
        CompareOperator.NotEqual => value => value != literal,
        CompareOperator.Less => value => value < literal,
        CompareOperator.LessOrEqual => value => value <= literal,
        CompareOperator.Greater => value => value > literal,
        CompareOperator.GreaterOrEqual => value => value >= literal,
        _ => throw new ArgumentException($"{compare} does not compare numbers."),
    };
}
