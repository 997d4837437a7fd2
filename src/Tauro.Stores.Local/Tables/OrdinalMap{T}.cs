using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Tauro.Stores.Local.Tables;

/// <summary>
/// A small read-only map in two arrays, in ordinal order by key. It takes a quarter of the memory of a dictionary,
/// which matters because each document has one or two.
/// </summary>
internal sealed class OrdinalMap<T> : IReadOnlyDictionary<string, T>
{
    public static readonly OrdinalMap<T> Empty = new([], []);
    private readonly string[] keys;
    private readonly T[] values;

    /// <param name="keys">The distinct keys in ordinal order.</param>
    /// <param name="values">The value of each key.</param>
    public OrdinalMap(string[] keys, T[] values) => (this.keys, this.values) = (keys, values);

    public int Count => keys.Length;

    public IEnumerable<string> Keys => keys;

    public IEnumerable<T> Values => values;

    public T this[string key] =>
        TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"The map has no key '{key}'.");

    public bool ContainsKey(string key) => Find(key) >= 0;

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out T value)
    {
        var index = Find(key);
        value = index < 0 ? default : values[index];
        return index >= 0;
    }

    /// <summary>Returns a copy with one more entry.</summary>
    public OrdinalMap<T> With(string key, T value)
    {
        var at = ~Find(key);
        if (at < 0) throw new ArgumentException($"The map already has the key '{key}'.", nameof(key));
        return new OrdinalMap<T>([.. keys[..at], key, .. keys[at..]], [.. values[..at], value, .. values[at..]]);
    }

    public IEnumerator<KeyValuePair<string, T>> GetEnumerator()
    {
        for (var i = 0; i < keys.Length; i++) yield return KeyValuePair.Create(keys[i], values[i]);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private int Find(string key) => Array.BinarySearch(keys, key, StringComparer.Ordinal);
}
