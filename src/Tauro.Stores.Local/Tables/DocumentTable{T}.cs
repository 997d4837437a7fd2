using System.Collections.Concurrent;
using System.Text.Json;
using Tauro.Stores.Local.Journals;

namespace Tauro.Stores.Local.Tables;

/// <summary>
/// A <see cref="DocumentTable"/> of one document type. Documents are immutable. One thread writes; any thread may read.
/// </summary>
/// <param name="id">The number of the table in the journal.</param>
/// <param name="path">The folder and stem of its segments.</param>
/// <param name="keyOf">Returns the key of a document.</param>
internal class DocumentTable<T>(TableId id, string path, Func<T, string> keyOf) : DocumentTable(id, path)
    where T : class
{
    private readonly ConcurrentDictionary<string, T> live = new(StringComparer.Ordinal);
    private readonly Lock dirtyLock = new();
    private Dictionary<string, T?> dirty = new(StringComparer.Ordinal);

    public override int Count => live.Count;

    public override IEnumerable<string> Keys => live.Select(pair => pair.Key);

    // Not Values, which takes every lock of the dictionary and so stops the writing thread.
    public IEnumerable<T> All => live.Select(pair => pair.Value);

    public string KeyOf(T document) => keyOf(document);

    public T? Find(string key) => live.GetValueOrDefault(key);

    public void Put(T document)
    {
        var key = keyOf(document);
        var before = live.GetValueOrDefault(key);
        live[key] = document;
        MarkDirty(key, document);
        Changed(before, document);
    }

    public void Remove(string key)
    {
        if (!live.TryRemove(key, out var before)) return;
        MarkDirty(key, null);
        Changed(before, null);
    }

    /// <summary>Marks a document as changed when only its stored form changes.</summary>
    public void Touch(string key)
    {
        if (live.TryGetValue(key, out var document)) MarkDirty(key, document);
    }

    /// <summary>Encodes a document for the journal.</summary>
    public byte[] Encode(T document) => JsonSerializer.SerializeToUtf8Bytes(document, StoredJson.Options);

    public override void ReplayPut(ReadOnlySpan<byte> json) => Put(FromStored(Decode(json)));

    public override void ReplayRemove(string key) => Remove(key);

    public override void ReplayPatch(ReadOnlySpan<byte> json) =>
        throw new StorageCorruptException($"The journal has a patch for '{Path}', which does not support patches.");

    public override Action PrepareLoad(ReadOnlySpan<byte> json)
    {
        var decoded = Decode(json);
        return () =>
        {
            var document = FromStored(decoded);
            var key = keyOf(document);
            var before = live.GetValueOrDefault(key);
            live[key] = document;
            MarkClean(key);
            Changed(before, document);
        };
    }

    public override void LoadRemoval(string key)
    {
        MarkClean(key);
        if (live.TryRemove(key, out var before)) Changed(before, null);
    }

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

    public override IEnumerable<byte[]> WriteAll() => All.Select(EncodeStored);

    /// <summary>Updates indexes; called only by the writing thread, after the table has changed.</summary>
    protected virtual void Changed(T? before, T? after)
    {
    }

    /// <summary>Returns a document in its stored form, which may have more than the one in memory.</summary>
    protected virtual T ToStored(T document) => document;

    /// <summary>Returns the form in memory of a stored document.</summary>
    protected virtual T FromStored(T document) => document;

    private T Decode(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, StoredJson.Options)!;
        }
        catch (JsonException e)
        {
            throw new StorageCorruptException($"A stored document of '{Path}' cannot be read: {e.Message}", e);
        }
    }

    private byte[] Line(KeyValuePair<string, T?> change) =>
        change.Value is { } document
            ? EncodeStored(document)
            : JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { ["_removed"] = change.Key });

    private byte[] EncodeStored(T document) => Encode(ToStored(document));

    /// <summary>
    /// Marks a document as unchanged. While segments are loaded, a change of one table may mark documents of another
    /// table that a later segment replaces; the next checkpoint would then write the old versions over the new ones.
    /// </summary>
    private void MarkClean(string key)
    {
        lock (dirtyLock) dirty.Remove(key);
    }

    private void MarkDirty(string key, T? document)
    {
        lock (dirtyLock) dirty[key] = document;
    }
}
