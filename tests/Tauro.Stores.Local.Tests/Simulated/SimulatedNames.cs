namespace Tauro.Stores.Local.Tests.Simulated;

/// <summary>
/// The names of files: those that a reader sees, those that are durable, and the changes between the two.
/// </summary>
internal sealed class SimulatedNames
{
    private readonly Dictionary<string, SimulatedInode> durable = new(StringComparer.Ordinal);
    private readonly List<Change> unsynced = [];

    public SortedDictionary<string, SimulatedInode> Visible { get; } = new(StringComparer.Ordinal);

    public static string DirectoryOf(string path) => path.LastIndexOf('/') is var at and >= 0 ? path[..at] : "";

    public void Create(string path, SimulatedInode inode) => Apply(new Change(null, path, inode));

    public void Rename(string from, string to) => Apply(new Change(from, to, Visible[from]));

    public void Delete(string path) => Apply(new Change(path, null, Visible[path]));

    public void PutDurable(string path, SimulatedInode inode) => Visible[path] = durable[path] = inode;

    public void DeleteDurable(string path)
    {
        Visible.Remove(path);
        durable.Remove(path);
    }

    /// <summary>A rename between two directories is one change: the sync of either makes it durable.</summary>
    public void Sync(string directory)
    {
        foreach (var change in unsynced.Where(change => change.Touches(directory)).ToList())
        {
            change.ApplyTo(durable);

            // The earlier changes of the file no longer matter.
            var at = unsynced.IndexOf(change);
            for (var i = at; i >= 0; i--)
            {
                if (i == at || ReferenceEquals(unsynced[i].Inode, change.Inode)) unsynced.RemoveAt(i);
            }
        }
    }

    public SimulatedNames Clone(Func<SimulatedInode, SimulatedInode> cloneOf)
    {
        var clone = new SimulatedNames();
        foreach (var (path, inode) in Visible) clone.Visible[path] = cloneOf(inode);
        foreach (var (path, inode) in durable) clone.durable[path] = cloneOf(inode);
        clone.unsynced.AddRange(unsynced.Select(change => change with { Inode = cloneOf(change.Inode) }));
        return clone;
    }

    /// <summary>Returns the names after a power failure; without a random source, only with synced changes.</summary>
    public Dictionary<string, SimulatedInode> Survivors(Random? random)
    {
        var names = new Dictionary<string, SimulatedInode>(durable, StringComparer.Ordinal);
        foreach (var change in unsynced)
        {
            if (random?.Next(2) == 1) change.ApplyTo(names);
        }

        return names;
    }

    /// <summary>Adds the names and their changes, and each file where it is named first.</summary>
    public void AddTo(BinaryWriter digest)
    {
        var numbers = new Dictionary<SimulatedInode, int>();
        AddNames(Visible);
        AddNames(durable.OrderBy(name => name.Key, StringComparer.Ordinal));
        foreach (var (from, to, inode) in unsynced)
        {
            digest.Write($"{from}|{to}");
            Add(inode);
        }

        void AddNames(IEnumerable<KeyValuePair<string, SimulatedInode>> names)
        {
            foreach (var (path, inode) in names)
            {
                digest.Write(path);
                Add(inode);
            }

            digest.Write("");
        }

        void Add(SimulatedInode inode)
        {
            var isNew = numbers.TryAdd(inode, numbers.Count);
            digest.Write(numbers[inode]);
            if (isNew) inode.AddTo(digest);
        }
    }

    private void Apply(Change change)
    {
        change.ApplyTo(Visible);
        unsynced.Add(change);
    }

    private sealed record Change(string? From, string? To, SimulatedInode Inode)
    {
        public bool Touches(string directory) =>
            (From is not null && DirectoryOf(From) == directory) || (To is not null && DirectoryOf(To) == directory);

        /// <summary>Applies the change. A file has exactly one name: a rename replaces the old one.</summary>
        public void ApplyTo(IDictionary<string, SimulatedInode> names)
        {
            foreach (
                var name in names.Where(name => ReferenceEquals(name.Value, Inode)).Select(name => name.Key).ToList())
                names.Remove(name);
            if (To is not null) names[To] = Inode;
        }
    }
}
