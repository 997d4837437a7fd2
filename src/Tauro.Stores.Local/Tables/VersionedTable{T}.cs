using System.Collections.Concurrent;
using System.Globalization;
using Tauro.Stores.Local.Journals;

namespace Tauro.Stores.Local.Tables;

/// <summary>All versions of named documents, with an index of the last ones.</summary>
/// <param name="id">The number of the table in the journal.</param>
/// <param name="path">The folder and stem of its segments.</param>
/// <param name="identify">Returns the name and the version of a document, and whether it says that it was deleted.
/// </param>
internal class VersionedTable<T>(
    TableId id, string path, Func<T, (string Name, int Version, bool IsDeleted)> identify) :
    DocumentTable<T>(id, path, document => GetKey(identify(document))) where T : class
{
    private readonly ConcurrentDictionary<string, T> last = new(StringComparer.Ordinal);

    /// <summary>Returns the last versions of the documents that are not deleted.</summary>
    public IEnumerable<T> Current =>
        last.IsEmpty ? [] : last.Select(pair => pair.Value).Where(document => !identify(document).IsDeleted);

    /// <summary>Returns the last version of a document, which may say that it was deleted.</summary>
    public T? FindLast(string name) => last.GetValueOrDefault(name);

    public T? Find(string name, int version) => Find(GetKey((name, version, false)));

    protected override void Changed(T? before, T? after)
    {
        if (after is not null) last.AddOrUpdate(identify(after).Name, after, (_, known) => Newer(known, after));
        else if (before is not null && last.TryRemove(KeyValuePair.Create(identify(before).Name, before))
            && FindBefore(before) is { } left) last[identify(left).Name] = left;
    }

    // A reset removes the versions in any order, a few at a time.
    private T? FindBefore(T document)
    {
        var (name, version, _) = identify(document);
        return Enumerable.Range(1, version - 1)
            .Select(versions => Find(name, version - versions)).FirstOrDefault(found => found is not null);
    }

    // Documents are read from segments in any order.
    private T Newer(T known, T other) => identify(other).Version >= identify(known).Version ? other : known;

    private static string GetKey((string Name, int Version, bool IsDeleted) document) =>
        string.Create(CultureInfo.InvariantCulture, $"{document.Name}/{document.Version}");
}
