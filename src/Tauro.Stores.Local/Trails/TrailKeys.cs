using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace Tauro.Stores.Local.Trails;

/// <summary>
/// The hashes under which the index of the trail has a resource: that of its name, and that of its first two segments
/// as in <c>runs/1/*</c>.
/// </summary>
internal static class TrailKeys
{
    private const string Below = "/*";

    /// <summary>Returns the hashes of an entry.</summary>
    public static HashSet<ulong> GetAll(TrailLine line)
    {
        var keys = new HashSet<ulong>();
        foreach (var name in new[] { line.Resource, line.Stable, line.RenamedFrom })
        {
            if (name is null) continue;
            keys.Add(Hash(name));
            keys.Add(Hash(GetRoot(name) + Below));
        }

        return keys;
    }

    /// <summary>
    /// Returns the hash under which all entries about a resource are, and maybe others; null when there is none.
    /// </summary>
    public static ulong? Find(string resource)
    {
        if (!resource.EndsWith(Below, StringComparison.Ordinal)) return Hash(resource);
        var root = GetRoot(resource);
        return root == resource ? null : Hash(root + Below);
    }

    /// <summary>Whether an entry is about a resource.</summary>
    public static bool Matches(TrailLine line, string resource) =>
        Matches(line.Resource, resource) || (line.Stable is { } stable && Matches(stable, resource))
        || (line.RenamedFrom is { } renamed && Matches(renamed, resource));

    private static bool Matches(string name, string resource)
    {
        if (!resource.EndsWith(Below, StringComparison.Ordinal)) return name == resource;
        var parent = resource.AsSpan(0, resource.Length - Below.Length);
        return name.AsSpan().StartsWith(parent, StringComparison.Ordinal)
            && (name.Length == parent.Length || name[parent.Length] == '/');
    }

    private static string GetRoot(string name)
    {
        var first = name.IndexOf('/');
        var second = first < 0 ? -1 : name.IndexOf('/', first + 1);
        return second < 0 ? name : name[..second];
    }

    private static ulong Hash(string name) => XxHash3.HashToUInt64(MemoryMarshal.AsBytes(name.AsSpan()));
}
