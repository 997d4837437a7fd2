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
    private readonly GroupIndex<T> index = new(keyOf, groupOf);

    /// <summary>Enumerates the groups that have documents.</summary>
    public IEnumerable<string> Groups => index.Groups;

    /// <inheritdoc cref="GroupIndex{T}.In"/>
    public IEnumerable<T> In(string group) => index.In(group);

    /// <inheritdoc cref="GroupIndex{T}.Group"/>
    public IReadOnlyDictionary<string, T> Group(string group) => index.Group(group);

    public int CountIn(string group) => index.Group(group).Count;

    protected override void Changed(T? before, T? after) => index.Changed(before, after);
}
