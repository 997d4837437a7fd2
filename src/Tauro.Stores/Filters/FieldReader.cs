using System.Diagnostics.CodeAnalysis;

namespace Tauro.Stores.Filters;

/// <summary>
/// Reads the fields of one kind of thing, for search in memory. A field is a number or a text; both methods return
/// false where it is absent.
/// </summary>
public abstract class FieldReader<T>
{
    /// <summary>Metrics, times and versions.</summary>
    public abstract bool TryGetNumber(T item, Field field, out double value);

    /// <summary>Params, tags and attributes of text; see <see cref="FilterVocabulary"/> for enumerated ones.</summary>
    public abstract bool TryGetText(T item, Field field, [NotNullWhen(true)] out string? value);

    /// <summary>
    /// A test of one field, for many things; false where the field is absent, and NaN is tested as 0. Overridden where
    /// a field can be found once for all of them.
    /// </summary>
    public virtual Func<T, bool> NumberTest(Field field, Func<double, bool> test) => item =>
        TryGetNumber(item, field, out var value) && test(double.IsNaN(value) ? 0 : value);

    /// <summary>As <see cref="NumberTest"/>, of a text.</summary>
    public virtual Func<T, bool> TextTest(Field field, Func<string, bool> test) => item =>
        TryGetText(item, field, out var value) && test(value);

    /// <summary>
    /// Whether a thing may have several values of a field: a comparison then holds when it holds for one of them. What
    /// such a field sorts by is read as for any other.
    /// </summary>
    public virtual bool HasMany(Field field) => false;

    /// <summary>The values of such a field, in no order.</summary>
    public virtual IEnumerable<Literal> AllOf(T item, Field field) => [];
}
