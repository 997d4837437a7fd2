using Tauro.Stores.Filters;

namespace Tauro.Stores.Local.Columns;

/// <summary>
/// One field of all rows of a table. The writing thread sets values; any thread may read. While a row is written, a
/// reader sees either its old or its new value.
/// </summary>
internal abstract class Column(Field source)
{
    private volatile bool isBuilt;

    public Field Field => source;

    /// <summary>When the column was last used; the least recently used one is removed first.</summary>
    public long UsedAt { get; set; }

    /// <summary>Whether the column has the values of all rows.</summary>
    public bool IsBuilt
    {
        get => isBuilt;
        set => isBuilt = value;
    }

    /// <summary>Sets the value of a row from its current content.</summary>
    public abstract void Set(int row, Func<int, int> documentAt);

    /// <summary>Sets the value of a row, unless it was set before: then the value may be an older one.</summary>
    public abstract void SetFirst(int row, Literal? value);
}
