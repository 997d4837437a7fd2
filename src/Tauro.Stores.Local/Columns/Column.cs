using Tauro.Stores.Filters;

namespace Tauro.Stores.Local.Columns;

/// <summary>
/// One field of all rows of a table. The writing thread sets values; any thread may read. While a row is written, a
/// reader sees either its old or its new value.
/// </summary>
internal abstract class Column(Field source)
{
    private readonly Lock building = new();
    private volatile bool isBuilt;

    public Field Field => source;

    /// <summary>When the column was last used; the least recently used one is removed first.</summary>
    public long UsedAt { get; set; }

    /// <summary>Sets the value of a row from its current content.</summary>
    public abstract void Set(int row, Func<int, int> documentAt);

    /// <summary>Reads all rows once. Concurrent calls wait until that is done.</summary>
    public void Build(int count, Func<int, int> documentAt)
    {
        if (isBuilt) return;
        lock (building)
        {
            if (isBuilt) return;
            for (var row = 0; row < count; row++) Set(row, documentAt);
            isBuilt = true;
        }
    }
}
