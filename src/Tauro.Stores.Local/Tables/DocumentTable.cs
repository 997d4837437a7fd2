using Tauro.Stores.Local.Journals;

namespace Tauro.Stores.Local.Tables;

/// <summary>
/// The documents of one kind. All of them are in memory, and the table tracks which changed since the last checkpoint.
/// </summary>
/// <param name="id">The number of the table in the journal.</param>
/// <param name="path">The folder and stem of its segments, for example <c>runs/runs</c>.</param>
internal abstract class DocumentTable(TableId id, string path)
{
    public TableId Id => id;

    public string Path => path;

    /// <summary>The number of documents.</summary>
    public abstract int Count { get; }

    /// <summary>The keys of all documents.</summary>
    public abstract IEnumerable<string> Keys { get; }

    /// <summary>Applies a journaled put.</summary>
    public abstract void ReplayPut(ReadOnlySpan<byte> json);

    /// <summary>Applies a journaled or stored removal.</summary>
    public abstract void ReplayRemove(string key);

    /// <summary>Applies a journaled patch.</summary>
    public abstract void ReplayPatch(ReadOnlySpan<byte> json);

    /// <summary>
    /// Decodes a document from a segment, on any thread. The returned action adds it to the table as an unchanged
    /// document. One thread runs the actions, in the order of the segment.
    /// </summary>
    public abstract Action PrepareLoad(ReadOnlySpan<byte> json);

    /// <summary>Applies a removal from a segment.</summary>
    public abstract void LoadRemoval(string key);

    /// <summary>Returns the changes since the last cut, and starts a new set of changes.</summary>
    public abstract DocumentCut Cut();

    /// <summary>Restores a cut after its checkpoint failed.</summary>
    public abstract void RestoreCut(DocumentCut cut);

    /// <summary>Returns all documents as JSON, for a segment that replaces all earlier ones.</summary>
    public abstract IEnumerable<byte[]> WriteAll();
}
