using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Tauro.Stores.Local.Tables;

/// <summary>
/// A small read-only map in two arrays, sorted ordinally by key: a quarter of what a dictionary takes, which counts
/// where each document has one or two.
/// </summary>
internal sealed class OrdinalMap<T> : IReadOnlyDictionary<string, T>
{
    public static readonly OrdinalMap<T> Empty = new([], []);
    private readonly string[] keys;
    private readonly T[] values;

    /// <param name="keys">Each once, in ordinal order.</param>
    /// <param name="values">The value of each key.</param>
    public OrdinalMap(string[] keys, T[] values) => (this.keys, this.values) = (keys, values);

    public int Count => keys.Length;

    public IEnumerable<string> Keys => keys;

    public IEnumerable<T> Values => values;

    public T this[string key] =>
        TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"There is no '{key}'.");

    public bool ContainsKey(string key) => Find(key) >= 0;

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out T value)
    {
        var index = Find(key);
        value = index < 0 ? default : values[index];
        return index >= 0;
    }

    /// <summary>A copy with one entry more.</summary>
    public OrdinalMap<T> With(string key, T value)
    {
        var at = ~Find(key);
        if (at < 0) throw new ArgumentException($"There is a '{key}' already.", nameof(key));
        return new OrdinalMap<T>([.. keys[..at], key, .. keys[at..]], [.. values[..at], value, .. values[at..]]);
    }

    public IEnumerator<KeyValuePair<string, T>> GetEnumerator()
    {
        for (var i = 0; i < keys.Length; i++) yield return KeyValuePair.Create(keys[i], values[i]);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private int Find(string key) => Array.BinarySearch(keys, key, StringComparer.Ordinal);
}
