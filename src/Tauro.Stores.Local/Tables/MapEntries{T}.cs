using System.Text.Json;

namespace Tauro.Stores.Local.Tables;

/// <summary>
/// The entries of a map that is being read; one map at a time per thread. Tauro writes entries in order, so they are
/// sorted only when they are not.
/// </summary>
internal sealed class MapEntries<T>
{
    [ThreadStatic]
    private static MapEntries<T>? current;

    private readonly List<string> keys = new(8);
    private readonly List<T> values = new(8);
    private bool isSorted = true;

    /// <summary>Starts a map: returns the empty instance of the thread.</summary>
    public static MapEntries<T> Begin()
    {
        var entries = current ??= new MapEntries<T>();
        entries.keys.Clear();
        entries.values.Clear();
        entries.isSorted = true;
        return entries;
    }

    public void Add(string key, T value)
    {
        isSorted = isSorted && (keys.Count == 0 || string.CompareOrdinal(keys[^1], key) < 0);
        keys.Add(key);
        values.Add(value);
    }

    /// <exception cref="JsonException">A key occurs twice.</exception>
    public OrdinalMap<T> ToMap()
    {
        if (keys.Count == 0) return OrdinalMap<T>.Empty;
        var (sortedKeys, sorted) = (keys.ToArray(), values.ToArray());
        if (isSorted) return new OrdinalMap<T>(sortedKeys, sorted);
        Array.Sort(sortedKeys, sorted, StringComparer.Ordinal);
        for (var i = 1; i < sortedKeys.Length; i++)
            if (sortedKeys[i] == sortedKeys[i - 1])
                throw new JsonException($"The key '{sortedKeys[i]}' occurs twice.");
        return new OrdinalMap<T>(sortedKeys, sorted);
    }
}
