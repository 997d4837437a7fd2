using System.Diagnostics.CodeAnalysis;

namespace Tauro.Stores.Filters;

/// <summary>
/// Reads the fields of one type of item, for search in memory. A field is a number or a string; both methods return
/// false when it is absent.
/// </summary>
public abstract class FieldReader<T>
{
    /// <summary>Reads metrics, times and version numbers.</summary>
    public abstract bool TryGetNumber(T item, Field field, out double value);

    /// <summary>Reads params, tags and string attributes; see <see cref="FilterVocabulary"/> for enums.</summary>
    public abstract bool TryGetString(T item, Field field, [NotNullWhen(true)] out string? value);

    /// <summary>Reads a field of either type, or a function of it; null when it is absent.</summary>
    public Literal? Read(T item, Field field)
    {
        if (field.Function == FieldFunction.Number)
        {
            return TryGetString(item, field with { Function = default }, out var written)
                && NumberValue.Parse(written) is { } parsed
                ? Literal.From(parsed)
                : null;
        }

        return TryGetNumber(item, field, out var number) ? Literal.From(number)
            : TryGetString(item, field, out var value) ? Literal.From(value)
            : null;
    }

    /// <summary>
    /// Returns a function that sets the values of several fields of an item, in their order; null for an absent one.
    /// Override it when they can be read together.
    /// </summary>
    public virtual Action<T, Literal?[]> ReaderOf(IReadOnlyList<Field> fields) => (item, values) =>
    {
        for (var i = 0; i < fields.Count; i++) values[i] = Read(item, fields[i]);
    };

    /// <summary>
    /// Returns a test of one field, for many items. It is false when the field is absent. Override it when the field
    /// can be looked up once for all items.
    /// </summary>
    public virtual Func<T, bool> NumberTest(Field field, Func<double, bool> test) => item =>
        TryGetNumber(item, field, out var value) && test(value);

    /// <summary>Like <see cref="NumberTest"/>, for a string.</summary>
    public virtual Func<T, bool> StringTest(Field field, Func<string, bool> test) => item =>
        TryGetString(item, field, out var value) && test(value);

    /// <summary>
    /// Whether an item may have several values of a field: a comparison then holds when it holds for one of them. The
    /// value to sort by is read as for any other field.
    /// </summary>
    public virtual bool HasMany(Field field) => false;

    /// <summary>Returns the values of such a field, in any order.</summary>
    public virtual IEnumerable<Literal> AllOf(T item, Field field) => [];
}
