using Tauro.Stores.Filters;

namespace Tauro.Stores.Paging;

/// <summary>
/// The order of a list. In both directions, rows without a key come last and NaN just before them. Numbers come before
/// strings. Strings compare ordinally, but in the caller's keys only by the prefix that fits into a page token.
/// </summary>
public sealed class RowComparer<T> : IComparer<Literal?[]>
{
    /// <summary>Characters compared in a row, divided among the keys; tie-breakers are compared in full.</summary>
    private const int CharactersMax = 1_000;

    private readonly (Func<T, Literal?> Read, bool Descending, int LengthMax)[] keys;
    private readonly int unique;

    /// <param name="keys">The last must be unique, or pages overlap.</param>
    public RowComparer(params (Func<T, Literal?> Read, bool Descending)[] keys)
    {
        this.keys = [.. keys.Select(key => (key.Read, key.Descending, int.MaxValue))];
        unique = keys.Length - 1;
    }

    /// <param name="orderBy">The caller's keys; null or empty for none.</param>
    /// <param name="ties">
    /// Keys that break ties, skipped if the caller sorts by their field; the last must be unique, or pages overlap.
    /// </param>
    /// <param name="fields">Reads sort keys.</param>
    public RowComparer(IReadOnlyList<OrderBy>? orderBy, IReadOnlyList<OrderBy> ties, FieldReader<T> fields)
    {
        var requested = orderBy ?? [];
        OrderBy[] all = [.. requested, .. ties.Where(key => requested.All(by => by.Field != key.Field))];
        keys =
        [
            .. all.Select(key => (
                ReaderOf(key.Field, fields), key.Descending,
                ties.Any(tie => tie.Field == key.Field) ? int.MaxValue : CharactersMax / all.Length)),
        ];
        unique = Array.FindIndex(all, key => key.Field == ties[^1].Field);
    }

    public int Count => keys.Length;

    /// <summary>Returns the keys of a row; null when it has no unique key, as when it was just deleted.</summary>
    public Literal?[]? KeysOf(T row)
    {
        var found = new Literal?[keys.Length];
        for (var i = 0; i < found.Length; i++)
        {
            found[i] = keys[i].Read(row);
            if (found[i] is { String: { } value } && value.Length > keys[i].LengthMax)
                found[i] = Literal.From(Cut(value, keys[i].LengthMax).ToString());
        }

        return found[unique] is null ? null : found;
    }

    /// <summary>Compares a row with keys. Most rows differ in the first key, and then no other is read.</summary>
    public int Compare(T row, Literal?[] other)
    {
        for (var i = 0; i < keys.Length; i++)
        {
            var order = Compare(keys[i].Read(row), other[i], i);
            if (order != 0) return order;
        }

        return 0;
    }

    public int Compare(Literal?[]? x, Literal?[]? y)
    {
        for (var i = 0; i < keys.Length; i++)
        {
            var order = Compare(x![i], y![i], i);
            if (order != 0) return order;
        }

        return 0;
    }

    private int Compare(Literal? x, Literal? y, int key)
    {
        var (left, right) = (Rank(x), Rank(y));
        if (left != right) return left.CompareTo(right);
        if (left != 0) return 0;
        var order = (x!.Value.String, y!.Value.String) switch
        {
            (null, null) => x.Value.Number.CompareTo(y.Value.Number),
            ({ } a, { } b) => Cut(a, keys[key].LengthMax).SequenceCompareTo(Cut(b, keys[key].LengthMax)),
            (null, _) => -1,
            _ => 1,
        };
        return keys[key].Descending ? -Math.Sign(order) : order;
    }

    private static int Rank(Literal? value) => value switch
    {
        null => 2,
        { String: null, Number: double.NaN } => 1,
        _ => 0,
    };

    private static ReadOnlySpan<char> Cut(string value, int lengthMax) =>
        value.Length <= lengthMax ? value
        : value.AsSpan(0, char.IsHighSurrogate(value[lengthMax - 1]) ? lengthMax - 1 : lengthMax);

    private static Func<T, Literal?> ReaderOf(Field field, FieldReader<T> fields) => row => fields.Read(row, field);
}
