using System.Collections.Concurrent;
using System.Collections.ObjectModel;
using Tauro.Stores.Local.Journals;

namespace Tauro.Stores.Local.Tables;

/// <summary>Documents that are also found by what they belong to, which never changes.</summary>
/// <param name="id">See the base.</param>
/// <param name="path">See the base.</param>
/// <param name="keyOf">A document's key.</param>
/// <param name="groupOf">What a document belongs to.</param>
internal sealed class GroupedTable<T>(TableId id, string path, Func<T, string> keyOf, Func<T, string> groupOf) :
    DocumentTable<T>(id, path, keyOf) where T : class
{
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<string, T>> groups = new(StringComparer.Ordinal);

    /// <summary>The documents of a group, each as it is when the enumeration comes to it, in no order.</summary>
    public IEnumerable<T> Of(string group) =>
        groups.TryGetValue(group, out var documents) ? documents.Select(one => one.Value) : [];

    /// <summary>The documents of a group by key, as they are when they are looked at.</summary>
    public IReadOnlyDictionary<string, T> Group(string group) =>
        groups.TryGetValue(group, out var documents) ? documents : ReadOnlyDictionary<string, T>.Empty;

    public int CountOf(string group) => groups.TryGetValue(group, out var documents) ? documents.Count : 0;

    protected override void Changed(T? before, T? after)
    {
        var group = groupOf((after ?? before)!);
        if (after is not null)
        {
            groups.GetOrAdd(group, _ => new(1, 4, StringComparer.Ordinal))[KeyOf(after)] = after;
            return;
        }

        if (!groups.TryGetValue(group, out var documents)) return;
        documents.TryRemove(KeyOf(before!), out _);
        if (documents.IsEmpty) groups.TryRemove(group, out _);
    }
}
