using Tauro.Stores.Local.Journals;

namespace Tauro.Stores.Local.Tables;

/// <summary>The documents of one kind: all of them in memory, those changed since the last checkpoint noted.</summary>
/// <param name="id">Names the table in the journal.</param>
/// <param name="path">Folder and stem of its segments, for example <c>runs/runs</c>.</param>
internal abstract class DocumentTable(TableId id, string path)
{
    public TableId Id => id;

    public string Path => path;

    /// <summary>Documents there are.</summary>
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
    /// Decodes a document from a segment, on any thread. The step that is returned takes it into the table, as one that
    /// has not changed since; the steps are taken by one thread, in the segment's order.
    /// </summary>
    public abstract Action Loading(ReadOnlySpan<byte> json);

    /// <summary>Takes a removal from a segment.</summary>
    public abstract void LoadRemoval(string key);

    /// <summary>Hands over what was changed since the last cut, and begins to note anew.</summary>
    public abstract DocumentCut Cut();

    /// <summary>Takes back a cut whose checkpoint failed.</summary>
    public abstract void Uncut(DocumentCut cut);

    /// <summary>All documents as JSON, for a segment that replaces all before it.</summary>
    public abstract IEnumerable<byte[]> WriteAll();
}
