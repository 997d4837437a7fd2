using System.Collections.Concurrent;

namespace Tauro.Stores.Local.Tables;

/// <summary>The current documents of a table by key, in memory. One thread writes; any thread may read.</summary>
internal class DocumentMap<T> where T : class
{
    private readonly ConcurrentDictionary<string, T> documents = new(StringComparer.Ordinal);

    public virtual int Count => documents.Count;

    public virtual IEnumerable<string> Keys => documents.Select(pair => pair.Key);

    // Not Values, which takes every lock of the dictionary and so stops the writing thread.
    public virtual IEnumerable<T> All => documents.Select(pair => pair.Value);

    public virtual T? Find(string key) => documents.GetValueOrDefault(key);

    /// <summary>Finds a document whose current version was read before; it need not be read again.</summary>
    public virtual T? Find(string key, T? known) => Find(key);

    public virtual void Put(string key, T document) => documents[key] = document;

    public virtual void Remove(string key) => documents.TryRemove(key, out _);
}
