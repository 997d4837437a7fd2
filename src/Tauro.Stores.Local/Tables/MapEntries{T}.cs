using System.Text.Json;

namespace Tauro.Stores.Local.Tables;

/// <summary>The entries of a map that is being read; one map at a time per thread.</summary>
internal sealed class MapEntries<T>
{
    [ThreadStatic]
    private static MapEntries<T>? current;

    private readonly List<string> keys = new(8);
    private readonly List<T> values = new(8);

    /// <summary>Starts a map: returns the empty instance of the thread.</summary>
    public static MapEntries<T> Begin()
    {
        var entries = current ??= new MapEntries<T>();
        entries.keys.Clear();
        entries.values.Clear();
        return entries;
    }

    public void Add(string key, T value)
    {
        keys.Add(key);
        values.Add(value);
    }

    /// <exception cref="JsonException">A key occurs twice.</exception>
    public OrdinalMap<T> ToMap()
    {
        if (keys.Count == 0) return OrdinalMap<T>.Empty;
        try
        {
            return OrdinalMap<T>.From([.. keys], [.. values]);
        }
        catch (ArgumentException e)
        {
            throw new JsonException(e.Message, e);
        }
    }
}
