using System.Text.Json;
using Tauro.Stores.Local.Journals;

namespace Tauro.Stores.Local.Tables;

/// <summary>
/// A <see cref="DocumentTable"/> of one document type. Documents are immutable. One thread writes; any thread may read.
/// </summary>
/// <param name="id">The number of the table in the journal.</param>
/// <param name="path">The folder and stem of its segments.</param>
/// <param name="keyOf">Returns the key of a document.</param>
/// <param name="documents">The current documents; all in memory when null.</param>
internal class DocumentTable<T>(
    TableId id, string path, Func<T, string> keyOf, DocumentMap<T>? documents = null) : DocumentTable(id, path)
    where T : class
{
    private readonly DocumentMap<T> live = documents ?? new DocumentMap<T>();
    private readonly Lock dirtyLock = new();
    private Dictionary<string, T?> dirty = new(StringComparer.Ordinal);

    /// <summary>
    /// The members of the stored form that are the key, joined with a slash. Where they are given, a merge reads only
    /// these of large documents.
    /// </summary>
    public IReadOnlyList<string> KeyMembers { get; init; } = [];

    public override int Count => live.Count;

    public override IEnumerable<string> Keys => live.Keys;

    public IEnumerable<T> All => live.All;

    public string KeyOf(T document) => keyOf(document);

    public T? Find(string key) => live.Find(key);

    /// <param name="document">The new version.</param>
    /// <param name="known">The previous one, read when the change was decided, so that it is not read again.</param>
    public void Put(T document, T? known = null)
    {
        var key = keyOf(document);
        var before = live.Find(key, known);
        if (before is not null) document = Succeed(before, document);
        live.Put(key, document);
        MarkDirty(key, document);
        Changed(before, document);
    }

    public void Remove(string key)
    {
        if (RemoveLive(key)) MarkDirty(key, null);
    }

    /// <summary>Marks a document as changed when only its stored form changes.</summary>
    public void Touch(string key)
    {
        if (FindUnderived(key) is not T document) return;
        live.Put(key, document);
        MarkDirty(key, document);
    }

    /// <summary>Encodes a document for the journal.</summary>
    public byte[] Encode(T document) => JsonSerializer.SerializeToUtf8Bytes(document, StoredJson.Options);

    public override object? FindUnderived(string key) => Find(key);

    public override byte[] EncodeObject(object document) => Encode((T)document);

    public override void ReplayPut(ReadOnlySpan<byte> json) => Put(Decode(json, Path));

    public override void ReplayRemove(string key) => Remove(key);

    public override void ReplayPatch(ReadOnlySpan<byte> json) =>
        throw new StorageCorruptException($"The journal has a patch for '{Path}', which does not support patches.");

    public override Action PrepareLoad(ReadOnlySpan<byte> json, StoredLocation location)
    {
        var document = Decode(json, Path);
        return () =>
        {
            var key = keyOf(document);
            var before = live.Find(key);
            live.Put(key, document);
            Changed(before, document);
        };
    }

    public override void LoadRemoval(string key) => RemoveLive(key);

    public override void MarkClean()
    {
        lock (dirtyLock) dirty.Clear();
    }

    public override string KeyOfLine(ReadOnlySpan<byte> json) =>
        KeyMembers.Count > 0 ? LineKey.Read(json, KeyMembers) : keyOf(Decode(json, Path));

    public override DocumentCut Cut()
    {
        lock (dirtyLock)
        {
            // All that can fail comes before the changes leave the table.
            var cut = new DocumentCut(dirty.Count, dirty.Select(Line), dirty);
            dirty = new Dictionary<string, T?>(StringComparer.Ordinal);
            return cut;
        }
    }

    public override void RestoreCut(DocumentCut cut)
    {
        lock (dirtyLock)
            foreach (var (key, document) in (Dictionary<string, T?>)cut.Changes) dirty.TryAdd(key, document);
    }

    /// <summary>Updates indexes; called only by the writing thread, after the table has changed.</summary>
    protected virtual void Changed(T? before, T? after)
    {
    }

    /// <summary>Returns a new version of a document with what it keeps of the previous one.</summary>
    protected virtual T Succeed(T before, T document) => document;

    /// <summary>Removes a document that may exist, and updates indexes. Returns false if it does not exist.</summary>
    protected virtual bool RemoveLive(string key)
    {
        if (live.Find(key) is not { } before) return false;
        live.Remove(key);
        Changed(before, null);
        return true;
    }

    /// <summary>Returns a document in its stored form, which may have more than the one in memory.</summary>
    protected virtual T ToStored(T document) => document;

    /// <summary>Whether a document changed after the last cut.</summary>
    protected bool IsDirty(string key)
    {
        lock (dirtyLock) return dirty.ContainsKey(key);
    }

    /// <param name="json">A stored document.</param>
    /// <param name="path">The path of its table.</param>
    protected static T Decode(ReadOnlySpan<byte> json, string path)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, StoredJson.Options)!;
        }
        catch (JsonException e)
        {
            throw new StorageCorruptException($"A stored document of '{path}' cannot be read: {e.Message}", e);
        }
    }

    private DocumentLine Line(KeyValuePair<string, T?> change) => change.Value is { } document
        ? new DocumentLine(change.Key, Encode(ToStored(document)), false)
        : new DocumentLine(
            change.Key,
            JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { ["_removed"] = change.Key }), true);

    private void MarkDirty(string key, T? document)
    {
        lock (dirtyLock) dirty[key] = document;
    }
}
