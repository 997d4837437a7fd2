using System.Collections.Concurrent;
using System.Collections.ObjectModel;

namespace Tauro.Stores.Local.Tables;

/// <summary>
/// An index of a table's documents by group. The group of a document never changes. One thread writes; any may read.
/// </summary>
/// <param name="keyOf">Returns the key of a document.</param>
/// <param name="groupOf">Returns the group of a document.</param>
internal sealed class GroupIndex<T>(Func<T, string> keyOf, Func<T, string> groupOf) where T : class
{
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<string, T>> groups = new(StringComparer.Ordinal);

    /// <summary>Enumerates the groups that have documents.</summary>
    public IEnumerable<string> Groups => groups.Select(pair => pair.Key);

    /// <summary>Enumerates the documents of a group in no order, each in its version at that time.</summary>
    public IEnumerable<T> In(string group) => Group(group).Select(pair => pair.Value);

    /// <summary>Gets the documents of a group by key, as a live view.</summary>
    public IReadOnlyDictionary<string, T> Group(string group) =>
        groups.TryGetValue(group, out var documents) ? documents : ReadOnlyDictionary<string, T>.Empty;

    /// <summary>Adds, replaces or removes a document; see <see cref="DocumentTable{T}.Changed"/>.</summary>
    public void Changed(T? before, T? after)
    {
        var group = groupOf((after ?? before)!);
        if (after is not null)
        {
            groups.GetOrAdd(group, _ => new(1, 4, StringComparer.Ordinal))[keyOf(after)] = after;
            return;
        }

        if (!groups.TryGetValue(group, out var documents)) return;
        documents.TryRemove(keyOf(before!), out _);
        if (documents.IsEmpty) groups.TryRemove(group, out _);
    }
}
