using Tauro.Stores.Filters;

namespace Tauro.Stores.Local.Columns;

/// <summary>
/// One field of all rows of a table, row by row. The writing thread sets, any may read: a row that is being written is
/// seen as it was or as it will be.
/// </summary>
internal abstract class Column<T>(Field source)
{
    private readonly Lock building = new();
    private volatile bool isBuilt;

    public Field Field => source;

    /// <summary>When it was last asked for; the column that nobody asks for makes room for others.</summary>
    public long UsedAt { get; set; }

    /// <summary>Takes the field from a row as the row is now.</summary>
    public abstract void Set(int row, Func<int, T?> rows);

    /// <summary>Reads all rows once; whoever comes meanwhile waits.</summary>
    public void Build(int count, Func<int, T?> rows)
    {
        if (isBuilt) return;
        lock (building)
        {
            if (isBuilt) return;
            for (var row = 0; row < count; row++) Set(row, rows);
            isBuilt = true;
        }
    }
}
