using System.Collections.Concurrent;
using Tauro.Stores.Filters;

namespace Tauro.Stores.Local.Columns;

/// <summary>
/// The rows of a table, which are the numbers of its documents, with a column for each field that searches use. A
/// column is built when a search first needs it, and is then kept up to date. So only the fields that are searched take
/// memory, not every key that was ever logged. The writing thread adds and removes; any thread may read.
/// </summary>
/// <param name="name">The name of the table.</param>
/// <param name="reader">Reads the fields of a document.</param>
internal sealed class ColumnTable(string name, FieldReader<int> reader)
{
    /// <summary>A row that was removed.</summary>
    public const int Removed = -1;

    /// <summary>
    /// The largest number of columns of each kind. A further one replaces the least recently used.
    /// </summary>
    public const int ColumnsMax = 64;

    private static readonly FieldFunction[] RangeFunctions =
        [FieldFunction.Min, FieldFunction.Max, FieldFunction.First];

    private readonly ConcurrentDictionary<Field, NumberColumn> numbers = new();
    private readonly ConcurrentDictionary<Field, StringColumn> strings = new();
    private readonly Lock building = new();
    private int[] rows = new int[4];
    private int count;
    private int removed;
    private int first;
    private long uses;
    private long departures;
    private volatile bool hasRanges;

    public string Name => name;

    /// <summary>The number of rows, including removed ones.</summary>
    public int Count => Volatile.Read(ref count);

    public int LiveCount => count - removed;

    /// <summary>
    /// How often a live document was deleted or one was restored, so that fewer may be newer than another one.
    /// </summary>
    public long Departures => Volatile.Read(ref departures);

    /// <summary>The number of columns that were built.</summary>
    public int ColumnCount => numbers.Count + strings.Count;

    public FieldReader<int> Reader => reader;

    /// <summary>Gets the document of a row, or <see cref="Removed"/>.</summary>
    public int this[int row]
    {
        get
        {
            var all = Volatile.Read(ref rows);
            return row < all.Length ? Volatile.Read(ref all[row]) : Removed;
        }
    }

    /// <summary>The documents of all rows.</summary>
    public IEnumerable<int> All
    {
        get
        {
            var end = Count;
            for (var row = Volatile.Read(ref first); row < end; row++)
                if (this[row] is var document and not Removed) yield return document;
        }
    }

    /// <summary>Adds a document, and returns its row.</summary>
    public int Add(int document)
    {
        var row = count;
        if (row == rows.Length)
        {
            var grown = new int[row * 2];
            rows.CopyTo(grown, 0);
            Volatile.Write(ref rows, grown);
        }

        Volatile.Write(ref rows[row], document);
        // Before the columns: a thread that builds a column now either counts this row, or has added its column to
        // those that are set below.
        Volatile.Write(ref count, row + 1);
        Changed(row);
        return row;
    }

    /// <summary>Updates the columns of a document that has changed.</summary>
    public void Changed(int row)
    {
        foreach (var (_, column) in numbers) column.Set(row, DocumentAt);
        foreach (var (_, column) in strings) column.Set(row, DocumentAt);
    }

    /// <summary>Updates the columns of a metric that has changed: its latest value and its range.</summary>
    public void MetricChanged(int row, string key)
    {
        var field = new Field(FieldKind.Metric, key);
        if (numbers.TryGetValue(field, out var latest)) latest.Set(row, DocumentAt);
        if (!hasRanges) return;
        foreach (var function in RangeFunctions)
            if (numbers.TryGetValue(field with { Function = function }, out var column)) column.Set(row, DocumentAt);
    }

    /// <summary>Whether there is a column for a number, so that no row needs to be read for it.</summary>
    public bool HasNumbers(Field field) => numbers.ContainsKey(field);

    /// <summary>Counts a document that is not live any more, or is again. Called after its change.</summary>
    public void AddDeparture() => Volatile.Write(ref departures, departures + 1);

    public void Remove(int row)
    {
        Volatile.Write(ref rows[row], Removed);
        removed++;
        while (first < count && rows[first] == Removed) Volatile.Write(ref first, first + 1);
        Changed(row);
    }

    public NumberColumn Numbers(Field field) => EnsureBuilt(AddNumbers(field));

    public StringColumn Strings(Field field) => EnsureBuilt(AddStrings(field));

    /// <summary>
    /// Builds the columns of fields, in one pass over the rows: several times faster than one by one. No more than
    /// <see cref="ColumnsMax"/> of each kind are kept.
    /// </summary>
    public void Build(IEnumerable<Field> numberFields, IEnumerable<Field> stringFields) =>
        Build([.. numberFields.Select(AddNumbers), .. stringFields.Select(AddStrings)]);

    private int DocumentAt(int row) => this[row];

    private NumberColumn AddNumbers(Field field)
    {
        // Before the column is added: a row that changes afterwards updates it.
        if (field.Function != FieldFunction.None) hasRanges = true;
        return Add(numbers, field, static (item, fields) => new NumberColumn(item, fields));
    }

    private StringColumn AddStrings(Field field) =>
        Add(strings, field, static (item, fields) => new StringColumn(item, fields));

    private TColumn Add<TColumn>(
        ConcurrentDictionary<Field, TColumn> columns, Field field, Func<Field, FieldReader<int>, TColumn> make)
        where TColumn : Column
    {
        var column = columns.GetOrAdd(field, make, reader);
        column.UsedAt = Interlocked.Increment(ref uses);
        // A search that still uses the removed column keeps reading the old values.
        if (columns.Count > ColumnsMax && columns.MinBy(pair => pair.Value.UsedAt) is { Key: var oldest })
            columns.TryRemove(oldest, out _);
        return column;
    }

    private TColumn EnsureBuilt<TColumn>(TColumn column)
        where TColumn : Column
    {
        if (!column.IsBuilt) Build([column]);
        return column;
    }

    /// <summary>Reads all rows once. Other columns of the table are built afterwards.</summary>
    private void Build(IReadOnlyList<Column> columns)
    {
        lock (building)
        {
            Column[] missing = [.. columns.Where(column => !column.IsBuilt)];
            if (missing.Length == 0) return;
            var read = reader.ReaderOf([.. missing.Select(column => column.Field)]);
            var values = new Literal?[missing.Length];
            // A row that is added or changed from now on is set by the writing thread.
            var end = Count;
            for (var row = 0; row < end; row++)
            {
                if (this[row] is not (>= 0 and var document)) continue;
                Array.Clear(values);
                read(document, values);
                for (var i = 0; i < missing.Length; i++) missing[i].SetFirst(row, values[i]);
            }

            foreach (var column in missing) column.IsBuilt = true;
        }
    }
}
