using Tauro.Contracts.Artifacts;
using Tauro.Stores.Decisions;
using Tauro.Stores.Local.Journals;
using Tauro.Stores.Local.Tables;

namespace Tauro.Stores.Local.State;

/// <summary>Artifacts by path, in ordinal order, so that a directory is a range.</summary>
/// <param name="stem">The folder of its segments.</param>
/// <param name="bytes">The bytes of the artifacts of each resource.</param>
internal sealed class ArtifactTable(string stem, WorkspaceTotals bytes) :
    DocumentTable<StoredArtifact>(TableId.Artifacts, $"{stem}/artifacts", artifact => artifact.Path)
{
    private const int StepFiles = 1_000;

    private readonly SortedSet<string> paths = new(PathOrder.Instance);

    /// <summary>Returns a path with the file or directory at it.</summary>
    public ArtifactEntry At(ArtifactPath path) => new(path, Find(path.Value), IsDirectory(path), ParentFile(path));

    /// <summary>Enumerates every file below a directory.</summary>
    public IEnumerable<StoredArtifact> Below(ArtifactPath directory)
    {
        string? last = null;
        for (var isMore = true; isMore;)
        {
            var names = List(directory, last, StepFiles, recursive: true);
            foreach (var name in names)
                if (Find(directory.IsRoot ? name : $"{directory}/{name}") is { } file) yield return file;
            isMore = names.Count == StepFiles;
            if (isMore) last = names[^1];
        }
    }

    /// <summary>Whether there is a file below a path.</summary>
    private bool IsDirectory(ArtifactPath path)
    {
        lock (paths) return path.IsRoot || FirstFrom(path.Value + "/") is { } first && Below(first, path.Value + "/");
    }

    /// <summary>Returns a file in the place of a parent directory of the path; null when there is none.</summary>
    private string? ParentFile(ArtifactPath path)
    {
        for (var parent = path.Parent; !parent.IsRoot; parent = parent.Parent)
        {
            if (Find(parent.Value) is not null) return parent.Value;
        }

        return null;
    }

    /// <summary>
    /// Lists up to <paramref name="countMax"/> entries of a directory after the name <paramref name="after"/>, as paths
    /// relative to it; a directory ends in <c>/</c>. Recursive: all files below, no directories.
    /// </summary>
    public List<string> List(ArtifactPath directory, string? after, int countMax, bool recursive)
    {
        var prefix = directory.IsRoot ? "" : directory.Value + "/";
        var found = new List<string>();
        lock (paths)
        {
            // '\0' is in no path and sorts after '/' but before everything else: appending it skips a directory.
            var from = after is null ? prefix : $"{prefix}{after.TrimEnd('/')}\0";
            while (found.Count < countMax && FirstFrom(from) is { } path && Below(path, prefix))
            {
                var name = path[prefix.Length..];
                var slash = recursive ? -1 : name.IndexOf('/');
                found.Add(slash < 0 ? name : name[..(slash + 1)]);
                from = slash < 0 ? path + "\0" : $"{prefix}{name[..slash]}\0";
            }
        }

        return found;
    }

    protected override void Changed(StoredArtifact? before, StoredArtifact? after)
    {
        lock (paths)
        {
            if (after is null) paths.Remove(before!.Path);
            else if (before is null) paths.Add(after.Path);
        }

        bytes.Add(ResourceOf((after ?? before)!.Path), (after?.SizeBytes ?? 0) - (before?.SizeBytes ?? 0));
    }

    /// <summary>Returns the id of the experiment or model that has the file at a path.</summary>
    public static string ResourceOf(string path) => path.IndexOf('/') is > 0 and var end ? path[..end] : path;

    private static bool Below(string path, string prefix) => path.StartsWith(prefix, StringComparison.Ordinal);

    private string? FirstFrom(string from)
    {
        if (paths.Max is not { } max || PathOrder.Instance.Compare(from, max) > 0) return null;
        return paths.GetViewBetween(from, max).Min;
    }
}
