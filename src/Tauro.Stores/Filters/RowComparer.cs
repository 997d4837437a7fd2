namespace Tauro.Stores.Filters;

/// <summary>
/// Orders rows by sort keys. In both directions rows without the key come last and NaN just before them; texts compare
/// ordinally.
/// </summary>
public sealed class RowComparer<T> : IComparer<T>
{
    private readonly OrderBy[] keys;
    private readonly FieldReader<T> reader;

    /// <param name="orderBy">The caller's keys; null or empty for none.</param>
    /// <param name="defaults">
    /// Follow them, those on a field that the caller sorts by left out; the last should be unique, or pages overlap.
    /// </param>
    public RowComparer(IReadOnlyList<OrderBy>? orderBy, IReadOnlyList<OrderBy> defaults, FieldReader<T> reader)
    {
        var own = orderBy ?? [];
        keys = [.. own, .. defaults.Where(key => own.All(one => one.Field != key.Field))];
        this.reader = reader;
    }

    public int Compare(T? x, T? y)
    {
        foreach (var key in keys)
        {
            var order = Compare(Read(x!, key.Field), Read(y!, key.Field), key.Descending);
            if (order != 0) return order;
        }

        return 0;
    }

    private static int Compare(Key x, Key y, bool descending)
    {
        if (x.Rank != y.Rank) return x.Rank.CompareTo(y.Rank);
        if (x.Rank != Rank.Value) return 0;
        var order = x.Text is null || y.Text is null
            ? x.Number.CompareTo(y.Number)
            : string.CompareOrdinal(x.Text, y.Text);
        return descending ? -Math.Sign(order) : order;
    }

    private Key Read(T item, Field field)
    {
        if (reader.TryGetNumber(item, field, out var number))
        {
            return new(double.IsNaN(number) ? Rank.NaN : Rank.Value, number, null);
        }

        return reader.TryGetText(item, field, out var text) ? new(Rank.Value, 0, text) : new(Rank.Missing, 0, null);
    }

    private enum Rank
    {
        Value,
        NaN,
        Missing,
    }

    private readonly record struct Key(Rank Rank, double Number, string? Text);
}
