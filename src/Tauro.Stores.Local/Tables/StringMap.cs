namespace Tauro.Stores.Local.Tables;

/// <summary>Creates the maps of documents: params, tags and others.</summary>
internal static class StringMap
{
    /// <param name="entries">The entries, with distinct keys, in the order of the list.</param>
    public static OrdinalMap<string> From(IReadOnlyCollection<KeyValuePair<string, string>>? entries)
    {
        if (entries is OrdinalMap<string> already) return already;
        if (entries is not { Count: > 0 }) return OrdinalMap<string>.Empty;
        var keys = new string[entries.Count];
        var values = new string[keys.Length];
        var count = 0;
        foreach (var (key, value) in entries)
            (keys[count], values[count++]) = (StringPool.Intern(key), StringPool.Intern(value));
        return OrdinalMap<string>.From(keys, values);
    }

    /// <summary>Returns the entries of both maps. Where both have a key, the second map wins.</summary>
    public static IReadOnlyDictionary<string, string> Merge(
        IReadOnlyDictionary<string, string> all, IReadOnlyDictionary<string, string>? added)
    {
        if (added is not { Count: > 0 }) return all;
        var merged = new Dictionary<string, string>(all, StringComparer.Ordinal);
        foreach (var (key, value) in added) merged[key] = value;
        return From(merged);
    }
}
