using Tauro.Stores.Local.Disks;
using Tauro.Stores.Local.Journals;
using Tauro.Stores.Local.Manifests;
using Tauro.Stores.Local.Trails;

namespace Tauro.Stores.Local.Tables;

/// <summary>
/// The documents of one kind. The table tracks which changed since the last checkpoint.
/// </summary>
/// <param name="id">The number of the table in the journal.</param>
/// <param name="path">The folder and stem of its segments, for example <c>runs/runs</c>.</param>
internal abstract class DocumentTable(TableId id, string path)
{
    /// <summary>The documents of one step at most, which takes the writing thread a few milliseconds.</summary>
    public const int StepDocuments = 20_000;

    public TableId Id => id;

    public string Path => path;

    /// <summary>The rule by which the trail records changes; null for a table that is not in it.</summary>
    public TrailRule? Trail { get; init; }

    /// <summary>The number of documents.</summary>
    public abstract int Count { get; }

    /// <summary>Whether its documents are few and small, so that they are accepted at the limit on memory.</summary>
    public bool IsBounded { get; init; }

    /// <summary>Whether only documents that changed since the last checkpoint are in memory.</summary>
    public virtual bool IsStored => false;

    /// <summary>The keys of all documents.</summary>
    public abstract IEnumerable<string> Keys { get; }

    /// <summary>
    /// Finds a document as it was written, without what it takes from others; null if it does not exist.
    /// </summary>
    public abstract object? FindUnderived(string key);

    /// <summary>Encodes a document of this table for the journal.</summary>
    public abstract byte[] EncodeObject(object document);

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
    /// <param name="json">The line.</param>
    /// <param name="location">Where the line is; its file is that of <see cref="OpenSegment"/>.</param>
    public abstract Action PrepareLoad(ReadOnlySpan<byte> json, StoredLocation location);

    /// <summary>
    /// Marks all documents as unchanged, after the segments were loaded: meanwhile a change of one table may have
    /// marked documents of another.
    /// </summary>
    public abstract void MarkClean();

    /// <summary>Applies a removal from a segment.</summary>
    public abstract void LoadRemoval(string key);

    /// <summary>Returns the changes since the last cut, and starts a new set of changes.</summary>
    public abstract DocumentCut Cut();

    /// <summary>Restores a cut after its checkpoint failed.</summary>
    public abstract void RestoreCut(DocumentCut cut);

    /// <summary>Returns the key of a stored document.</summary>
    public abstract string KeyOfLine(ReadOnlySpan<byte> json);

    /// <summary>
    /// Opens a segment if documents are read from it later, and returns its number; 0 if all of them are in memory.
    /// </summary>
    public virtual int OpenSegment(Disk disk, string path) => 0;

    /// <summary>Closes a segment that <see cref="OpenSegment"/> opened, and of which no document is live.</summary>
    public virtual void CloseSegment(int number)
    {
    }

    /// <summary>
    /// Records where the documents of a checkpoint are stored, when its manifest is in force; called by the writing
    /// thread.
    /// </summary>
    /// <param name="segment">The number of the segment.</param>
    /// <param name="documents">The documents, with locations in the file 0.</param>
    public virtual void Stored(int segment, ReadOnlySpan<StoredDocument> documents)
    {
    }

    /// <summary>
    /// Prepares that segments are replaced by one with the newest version of each of their documents. The steps are run
    /// when the manifest that names it is in force.
    /// </summary>
    /// <param name="disk">The service's folder.</param>
    /// <param name="replaced">The paths of the replaced segments.</param>
    /// <param name="merged">The new segment.</param>
    /// <param name="check">Called repeatedly; throws when the merge has to stop.</param>
    public virtual SegmentMove PrepareMove(
        Disk disk, IReadOnlyCollection<string> replaced, ManifestFile merged, Action check) => SegmentMove.None;

    /// <summary>Closes all segments.</summary>
    public virtual void Close()
    {
    }
}
