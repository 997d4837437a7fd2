using System.Collections.Concurrent;
using Tauro.Stores.Filters;

namespace Tauro.Stores.Local.Columns;

/// <summary>
/// Rows, with a column for each field that searches use. A column is built when a search first needs it, and is then
/// kept up to date. So only the fields that are searched take memory, not every key that was ever logged. The writing
/// thread puts and removes; any thread may read.
/// </summary>
/// <param name="reader">Reads the fields of a row.</param>
/// <param name="keyOf">Returns the key of a row.</param>
internal sealed class ColumnTable<T>(FieldReader<T> reader, Func<T, string> keyOf) where T : class
{
    /// <summary>
    /// The largest number of columns of each kind. A further one replaces the least recently used.
    /// </summary>
    private const int ColumnsMax = 64;

    private readonly Dictionary<string, int> rowOf = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Field, NumberColumn<T>> numbers = new();
    private readonly ConcurrentDictionary<Field, StringColumn<T>> strings = new();
    private T?[] rows = new T?[4];
    private int count;
    private long uses;

    /// <summary>The number of rows, including removed ones.</summary>
    public int Count => Volatile.Read(ref count);

    public int LiveCount => rowOf.Count;

    public FieldReader<T> Reader => reader;

    /// <summary>Gets a row; null when it was removed.</summary>
    public T? this[int row]
    {
        get
        {
            var all = Volatile.Read(ref rows);
            return row < all.Length ? Volatile.Read(ref all[row]) : null;
        }
    }

    public IEnumerable<T> All
    {
        get
        {
            var end = Count;
            for (var row = 0; row < end; row++)
                if (this[row] is { } item) yield return item;
        }
    }

    public void Put(T item)
    {
        var key = keyOf(item);
        if (!rowOf.TryGetValue(key, out var row))
        {
            row = rowOf[key] = count;
            if (row == rows.Length)
            {
                var grown = new T?[row * 2];
                rows.CopyTo(grown, 0);
                Volatile.Write(ref rows, grown);
            }
        }

        Volatile.Write(ref rows[row], item);
        // Before the columns: a thread that builds a column now either counts this row, or has added its column to
        // those that are set below.
        if (row == count) Volatile.Write(ref count, row + 1);
        Set(row);
    }

    public void Remove(string key)
    {
        if (!rowOf.Remove(key, out var row)) return;
        Volatile.Write(ref rows[row], null);
        Set(row);
    }

    /// <summary>Updates the column of a number that has changed while the row itself has not.</summary>
    public void NumberChanged(string key, Field field)
    {
        if (numbers.TryGetValue(field, out var column) && rowOf.TryGetValue(key, out var row))
            column.Set(row, RowAt);
    }

    public NumberColumn<T> Numbers(Field field) =>
        GetOrBuild(numbers, field, static (item, fields) => new NumberColumn<T>(item, fields));

    public StringColumn<T> Strings(Field field) =>
        GetOrBuild(strings, field, static (item, fields) => new StringColumn<T>(item, fields));

    private T? RowAt(int row) => this[row];

    private void Set(int row)
    {
        foreach (var (_, column) in numbers) column.Set(row, RowAt);
        foreach (var (_, column) in strings) column.Set(row, RowAt);
    }

    private TColumn GetOrBuild<TColumn>(
        ConcurrentDictionary<Field, TColumn> columns, Field field, Func<Field, FieldReader<T>, TColumn> make)
        where TColumn : Column<T>
    {
        var column = columns.GetOrAdd(field, make, reader);
        column.UsedAt = Interlocked.Increment(ref uses);
        column.Build(Count, RowAt);
        // A search that still uses the removed column keeps reading the old values.
        if (columns.Count > ColumnsMax && columns.MinBy(pair => pair.Value.UsedAt) is { Key: var oldest })
            columns.TryRemove(oldest, out _);
        return column;
    }
}
