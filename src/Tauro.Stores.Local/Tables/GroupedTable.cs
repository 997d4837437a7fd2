using System.Collections.Concurrent;
using System.Collections.ObjectModel;
using Tauro.Stores.Local.Journals;

namespace Tauro.Stores.Local.Tables;

/// <summary>A table with an index by group. The group of a document never changes.</summary>
/// <param name="id">The number of the table in the journal.</param>
/// <param name="path">The folder and stem of its segments.</param>
/// <param name="keyOf">Returns the key of a document.</param>
/// <param name="groupOf">Returns the group of a document.</param>
internal class GroupedTable<T>(TableId id, string path, Func<T, string> keyOf, Func<T, string> groupOf) :
    DocumentTable<T>(id, path, keyOf) where T : class
{
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<string, T>> groups = new(StringComparer.Ordinal);

    /// <summary>Enumerates the documents of a group in no order, each in its version at that time.</summary>
    public IEnumerable<T> In(string group) =>
        groups.TryGetValue(group, out var documents) ? documents.Select(pair => pair.Value) : [];

    /// <summary>Gets the documents of a group by key, as a live view.</summary>
    public IReadOnlyDictionary<string, T> Group(string group) =>
        groups.TryGetValue(group, out var documents) ? documents : ReadOnlyDictionary<string, T>.Empty;

    public int CountIn(string group) => groups.TryGetValue(group, out var documents) ? documents.Count : 0;

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
