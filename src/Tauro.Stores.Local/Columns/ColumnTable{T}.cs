using System.Collections.Concurrent;
using Tauro.Stores.Filters;

namespace Tauro.Stores.Local.Columns;

/// <summary>
/// Rows, and of the fields that searches ask for a column each, made when it is first asked for and kept up to date
/// from then on. So memory goes to what is searched, not to every key that somebody has ever logged. The writing
/// thread puts and removes; any may read.
/// </summary>
/// <param name="reader">Reads the fields of a row.</param>
/// <param name="keyOf">A row's key.</param>
internal sealed class ColumnTable<T>(FieldReader<T> reader, Func<T, string> keyOf) where T : class
{
    /// <summary>
    /// Of each kind; one that is needed beyond takes the place of that which was not used for longest.
    /// </summary>
    private const int ColumnsMax = 64;

    private readonly Dictionary<string, int> rowOf = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Field, NumberColumn<T>> numbers = new();
    private readonly ConcurrentDictionary<Field, TextColumn<T>> texts = new();
    private T?[] rows = new T?[4];
    private int count;
    private long uses;

    /// <summary>Rows from 0 on, those that were removed included.</summary>
    public int Count => Volatile.Read(ref count);

    public int LiveCount => rowOf.Count;

    public FieldReader<T> Reader => reader;

    /// <summary>Null when it was removed.</summary>
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
        // Before the columns: who makes one now either counts this row or has put his column where it is set below.
        if (row == count) Volatile.Write(ref count, row + 1);
        Set(row);
    }

    public void Remove(string key)
    {
        if (!rowOf.Remove(key, out var row)) return;
        Volatile.Write(ref rows[row], null);
        Set(row);
    }

    /// <summary>A number of a row has changed, though the row itself has not.</summary>
    public void NumberChanged(string key, Field field)
    {
        if (numbers.TryGetValue(field, out var column) && rowOf.TryGetValue(key, out var row))
            column.Set(row, At);
    }

    public NumberColumn<T> Numbers(Field field) =>
        Ready(numbers, field, static (one, fields) => new NumberColumn<T>(one, fields));

    public TextColumn<T> Texts(Field field) =>
        Ready(texts, field, static (one, fields) => new TextColumn<T>(one, fields));

    private T? At(int row) => this[row];

    private void Set(int row)
    {
        foreach (var (_, column) in numbers) column.Set(row, At);
        foreach (var (_, column) in texts) column.Set(row, At);
    }

    private TColumn Ready<TColumn>(
        ConcurrentDictionary<Field, TColumn> columns, Field field, Func<Field, FieldReader<T>, TColumn> make)
        where TColumn : Column<T>
    {
        var column = columns.GetOrAdd(field, make, reader);
        column.UsedAt = Interlocked.Increment(ref uses);
        column.Build(Count, At);
        // A search that still has a column which is dropped here reads it as it was.
        if (columns.Count > ColumnsMax && columns.MinBy(one => one.Value.UsedAt) is { Key: var oldest })
            columns.TryRemove(oldest, out _);
        return column;
    }
}
