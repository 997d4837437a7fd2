namespace Tauro.Stores.Filters;

/// <summary>
/// A parsed filter: a tree that a backend evaluates or translates to its own query language. A client's string is never
/// executed.
/// </summary>
public abstract record Filter
{
    private Filter()
    {
    }

    /// <summary>The fields of all comparisons; one may occur more than once.</summary>
    public IEnumerable<Field> Fields => this switch
    {
        And and => and.Left.Fields.Concat(and.Right.Fields),
        Or or => or.Left.Fields.Concat(or.Right.Fields),
        Not not => not.Inner.Fields,
        Compare compare => [compare.Field],
        In item => [item.Field],
        Between between => [between.Field],
        IsNull isNull => [isNull.Field],
        _ => [],
    };

    /// <summary>
    /// Returns the string that the filter requires a field to equal; null when it requires none.
    /// </summary>
    public string? RequiredValue(Field field) => this switch
    {
        And and => and.Left.RequiredValue(field) ?? and.Right.RequiredValue(field),
        Compare { Operator: CompareOperator.Equal, Negated: false } compare when compare.Field == field =>
            compare.Literal.String,
        _ => null,
    };

    /// <summary>Returns the strings that a field is, or is not, to equal; not the patterns.</summary>
    public IEnumerable<string> ValuesOf(Field field) => this switch
    {
        And and => and.Left.ValuesOf(field).Concat(and.Right.ValuesOf(field)),
        Or or => or.Left.ValuesOf(field).Concat(or.Right.ValuesOf(field)),
        Not not => not.Inner.ValuesOf(field),
        Compare { Operator: CompareOperator.Equal or CompareOperator.NotEqual } compare when compare.Field == field =>
            compare.Literal.String is { } value ? [value] : [],
        In item when item.Field == field => item.Literals.Select(literal => literal.String).OfType<string>(),
        _ => [],
    };

    /// <summary>Both hold.</summary>
    public sealed record And(Filter Left, Filter Right) : Filter;

    /// <summary>At least one holds.</summary>
    public sealed record Or(Filter Left, Filter Right) : Filter;

    /// <summary>It does not hold. A comparison on an absent key does not hold, so its negation does.</summary>
    public sealed record Not(Filter Inner) : Filter;

    /// <summary>
    /// A field that compares (or, negated, is present and does not compare) with a literal. Of many values, one counts.
    /// </summary>
    public sealed record Compare(
        Field Field, CompareOperator Operator, Literal Literal, bool Negated = false) : Filter;

    /// <summary>A field that is (or, negated, is not) one of some literals.</summary>
    public sealed record In(Field Field, IReadOnlyList<Literal> Literals, bool Negated) : Filter;

    /// <summary>A field that is (or, negated, is not) between two literals, both included.</summary>
    public sealed record Between(Field Field, Literal Low, Literal High, bool Negated = false) : Filter;

    /// <summary>A key that is absent (or, negated, present).</summary>
    public sealed record IsNull(Field Field, bool Negated) : Filter;
}
