using System.Diagnostics.CodeAnalysis;

namespace Tauro.Storage.Search;

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
    /// Whether a thing may have several values of a field: a comparison then holds when it holds for one of them. What
    /// such a field sorts by is read as for any other.
    /// </summary>
    public virtual bool HasMany(Field field) => false;

    /// <summary>The values of such a field, in no order.</summary>
    public virtual IEnumerable<Literal> AllOf(T item, Field field) => [];
}
