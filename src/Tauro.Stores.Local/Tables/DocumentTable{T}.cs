using System.Collections.Concurrent;
using System.Text.Json;
using Tauro.Stores.Local.Journals;

namespace Tauro.Stores.Local.Tables;

/// <summary>
/// A <see cref="DocumentTable"/> of one document type. Documents are immutable. One thread writes; any may read.
/// </summary>
/// <param name="id">See the base.</param>
/// <param name="path">See the base.</param>
/// <param name="keyOf">A document's key.</param>
internal class DocumentTable<T>(TableId id, string path, Func<T, string> keyOf) : DocumentTable(id, path)
    where T : class
{
    private readonly ConcurrentDictionary<string, T> live = new(StringComparer.Ordinal);
    private readonly Lock dirtyLock = new();
    private Dictionary<string, T?> dirty = new(StringComparer.Ordinal);

    public override int Count => live.Count;

    public override IEnumerable<string> Keys => live.Select(pair => pair.Key);

    public IEnumerable<T> All => live.Values;

    public string KeyOf(T document) => keyOf(document);

    public T? Find(string key) => live.GetValueOrDefault(key);

    public void Put(T document)
    {
        var key = keyOf(document);
        var before = live.GetValueOrDefault(key);
        live[key] = document;
        Note(key, document);
        Changed(before, document);
    }

    public void Remove(string key)
    {
        if (!live.TryRemove(key, out var before)) return;
        Note(key, null);
        Changed(before, null);
    }

    /// <summary>Notes a document whose stored form changed though the document itself did not.</summary>
    public void Touch(string key)
    {
        if (live.TryGetValue(key, out var document)) Note(key, document);
    }

    /// <summary>As the journal holds it.</summary>
    public byte[] Encode(T document) => JsonSerializer.SerializeToUtf8Bytes(document, StoredJson.Options);

    public override void ReplayPut(ReadOnlySpan<byte> json) => Put(FromStored(Decode(json)));

    public override void ReplayRemove(string key) => Remove(key);

    public override void ReplayPatch(ReadOnlySpan<byte> json) =>
        throw new StorageCorruptException($"The journal patches '{Path}', which takes no patches.");

    public override Action Loading(ReadOnlySpan<byte> json)
    {
        var decoded = Decode(json);
        return () =>
        {
            var document = FromStored(decoded);
            var key = keyOf(document);
            var before = live.GetValueOrDefault(key);
            live[key] = document;
            Forget(key);
            Changed(before, document);
        };
    }

    public override void LoadRemoval(string key)
    {
        Forget(key);
        if (live.TryRemove(key, out var before)) Changed(before, null);
    }

    public override DocumentCut Cut()
    {
        Dictionary<string, T?> taken;
        lock (dirtyLock)
        {
            taken = dirty;
            dirty = new Dictionary<string, T?>(StringComparer.Ordinal);
        }

        return new DocumentCut(taken.Count, taken.Select(Line), taken);
    }

    public override void Uncut(DocumentCut cut)
    {
        lock (dirtyLock)
            foreach (var (key, document) in (Dictionary<string, T?>)cut.Changes) dirty.TryAdd(key, document);
    }

    public override IEnumerable<byte[]> WriteAll() => live.Values.Select(EncodeStored);

    /// <summary>Keeps indexes; called by the writing thread alone, after the table has changed.</summary>
    protected virtual void Changed(T? before, T? after)
    {
    }

    /// <summary>What a segment holds of a document, where that is more than what is kept of it here.</summary>
    protected virtual T ToStored(T document) => document;

    /// <summary>What is kept of a document that was read.</summary>
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
    /// While segments are loaded, a change of one table may touch documents of another that a later segment replaces:
    /// noted as they were then, they would be written over what they have become.
    /// </summary>
    private void Forget(string key)
    {
        lock (dirtyLock) dirty.Remove(key);
    }

    private void Note(string key, T? document)
    {
        lock (dirtyLock) dirty[key] = document;
    }
}
