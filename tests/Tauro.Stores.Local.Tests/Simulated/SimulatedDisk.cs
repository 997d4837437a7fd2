using System.Security.Cryptography;
using Tauro.Stores.Local.Disks;

namespace Tauro.Stores.Local.Tests.Simulated;

/// <summary>
/// A disk in memory. A crash can have every effect that the remarks of <see cref="Disk"/> allow. Chosen operations
/// fail, and all operations are recorded.
/// </summary>
internal sealed class SimulatedDisk : Disk
{
    private readonly Lock gate = new();
    private readonly SimulatedNames names;
    private readonly HashSet<string> directories = new(StringComparer.Ordinal) { "" };
    private readonly HashSet<string> locks = new(StringComparer.Ordinal);
    private readonly List<string> log = [];
    private int openFiles;
    private int failFrom = int.MaxValue;
    private int failTo = int.MaxValue;
    private Fault fault;

    public SimulatedDisk() => names = new SimulatedNames();

    private SimulatedDisk(SimulatedNames names) => this.names = names;

    /// <summary>Called at the end of each operation that changes something or makes it durable.</summary>
    public Action<SimulatedDisk>? Changed { get; set; }

    /// <summary>Called with the name of each operation before it begins; may block without blocking others.</summary>
    public Action<string>? Beginning { get; set; }

    /// <summary>The capacity in bytes.</summary>
    public long Capacity { get; set; } = 1L << 40;

    /// <summary>The number of files that were opened and not closed.</summary>
    public int OpenFiles => Volatile.Read(ref openFiles);

    /// <summary>The number of operations so far.</summary>
    public int Operations => WithLock(() => log.Count);

    /// <summary>The last operations, for messages.</summary>
    public string Tail =>
        WithLock(() => string.Join("; ", log.Index().TakeLast(4).Select(op => $"op {op.Index}: {op.Item}")));

    /// <summary>Makes the operation with this number, counted from 0, fail.</summary>
    public void FailAt(int operation, Fault how) => FailFrom(operation, how, 1);

    /// <summary>Makes operations from this number fail: as many as given, or all until <see cref="Heal"/>.</summary>
    public void FailFrom(int operation, Fault how, int count = int.MaxValue) =>
        WithLock(() => (failFrom, failTo, fault) =
            (operation, (int)Math.Min((long)operation + count - 1, int.MaxValue), how));

    public void Heal() => WithLock(() => failFrom = failTo = int.MaxValue);

    /// <summary>Returns a copy of the disk as the next process finds it, without locks.</summary>
    public SimulatedDisk Crash(CrashMode mode, int seed = 0) => WithLock(() =>
    {
        var random = mode == CrashMode.Random ? new Random(seed) : null;
        var clones = new Dictionary<SimulatedInode, SimulatedInode>();
        SimulatedInode CloneOf(SimulatedInode inode)
        {
            if (clones.TryGetValue(inode, out var clone)) return clone;
            return clones[inode] = mode == CrashMode.KeepAll
                ? inode.Clone() : SimulatedInode.From(inode.Survivors(random));
        }

        var after = new SimulatedDisk(mode == CrashMode.KeepAll ? names.Clone(CloneOf) : new SimulatedNames())
        {
            Capacity = Capacity,
        };
        after.directories.UnionWith(directories);
        if (mode == CrashMode.KeepAll) return after;
        foreach (var (path, inode) in names.Survivors(random).OrderBy(name => name.Key, StringComparer.Ordinal))
        {
            after.names.PutDurable(path, CloneOf(inode));
            after.AddDirectory(SimulatedNames.DirectoryOf(path));
        }

        return after;
    });

    /// <summary>Returns a hash of all that a crash or a later process can observe.</summary>
    public string Digest() => WithLock(() =>
    {
        var content = new MemoryStream();
        using (var digest = new BinaryWriter(content))
        {
            names.AddTo(digest);
            foreach (var directory in directories.Order(StringComparer.Ordinal)) digest.Write(directory);
            digest.Write(Capacity);
        }

        return Convert.ToHexString(SHA256.HashData(content.ToArray()));
    });

    public IReadOnlyList<string> Paths(string under) => WithLock(() =>
        names.Visible.Keys.Where(path => path.StartsWith(under + "/", StringComparison.Ordinal)).ToList());

    public byte[] Bytes(string path) => WithLock(() => names.Visible[path].Bytes());

    /// <summary>Replaces the bytes of a file durably; null deletes it.</summary>
    public void Damage(string path, byte[]? bytes) => WithLock(() =>
    {
        if (bytes is null) names.DeleteDurable(path);
        else names.PutDurable(path, SimulatedInode.From(bytes));
        return true;
    });

    public override DiskFile Create(string path) => Change($"create {path}", () =>
    {
        RequireDirectory(path);
        if (names.Visible.ContainsKey(path)) throw new IOException($"'{path}' exists.");
        var inode = new SimulatedInode();
        names.Create(path, inode);
        return NewFile(path, inode);
    });

    public override DiskFile Open(string path, bool write = false) => Read($"open {path}", () =>
        names.Visible.TryGetValue(path, out var inode)
            ? NewFile(path, inode)
            : throw new FileNotFoundException($"There is no file '{path}'."));

    public override bool FileExists(string path) => WithLock(() => names.Visible.ContainsKey(path));

    public override void Rename(string from, string to) => Change($"rename {from} to {to}", () =>
    {
        RequireDirectory(to);
        if (!names.Visible.ContainsKey(from)) throw new FileNotFoundException($"There is no file '{from}'.");
        names.Rename(from, to);
        return true;
    });

    public override void Delete(string path) => Change($"delete {path}", () =>
    {
        if (names.Visible.ContainsKey(path)) names.Delete(path);
        return true;
    });

    public override void CreateDirectory(string path)
    {
        if (!WithLock(() => directories.Contains(path))) Change($"create directory {path}", () => AddDirectory(path));
    }

    public override void DeleteEmptyDirectory(string path) => Change($"delete directory {path}", () =>
    {
        var isEmpty = !names.Visible.Keys.Concat(directories)
            .Any(value => value.StartsWith(path + "/", StringComparison.Ordinal));
        return path.Length > 0 && isEmpty && directories.Remove(path);
    });

    public override IReadOnlyList<string> ListFiles(string directory) => Read($"list {directory}", () =>
        names.Visible.Keys.Where(path => SimulatedNames.DirectoryOf(path) == directory)
            .Select(path => path[(path.LastIndexOf('/') + 1)..]).ToList());

    public override void SyncDirectory(string directory) => Change($"sync directory '{directory}'", () =>
    {
        if (!directories.Contains(directory))
            throw new DirectoryNotFoundException($"There is no directory '{directory}'.");
        names.Sync(directory);
        return true;
    });

    public override long FreeBytes() => WithLock(() => Capacity - Used());

    public override IDisposable? TryLock(string path) =>
        Read($"lock {path}", () => locks.Add(path) ? new Held(this, path) : null);

    public override string Describe(string path) => $"disk:/{path}";

    internal void Closed() => Interlocked.Decrement(ref openFiles);

    internal T WithLock<T>(Func<T> action)
    {
        lock (gate) return action();
    }

    internal T Read<T>(string what, Func<T> read)
    {
        Beginning?.Invoke(what);
        lock (gate)
        {
            // A reader takes any exception of a decoder for damage, so only operations that write run out of memory.
            if (Begin(what) is { } how and not Fault.OutOfMemory)
                throw Failed(what, how == Fault.Denied ? how : Fault.IoError);
            return read();
        }
    }

    internal T Change<T>(string what, Func<T> change)
    {
        Beginning?.Invoke(what);
        lock (gate)
        {
            if (Begin(what) is { } how) throw Failed(what, how);
            var done = change();
            Changed?.Invoke(this);
            return done;
        }
    }

    internal void Change(string what, Action change, Action fail)
    {
        Beginning?.Invoke(what);
        lock (gate)
        {
            if (Begin(what) is { } how)
            {
                fail();
                throw Failed(what, how);
            }

            change();
            Changed?.Invoke(this);
        }
    }

    internal void Write(string what, long length, long end, Action write, Action writeHalf)
    {
        Beginning?.Invoke(what);
        lock (gate)
        {
            var how = Begin(what);
            if (how is null && Used() + Math.Max(0, end - length) > Capacity) how = Fault.DiskFull;
            if (how == Fault.ShortWrite) writeHalf();
            if (how is { } failing) throw Failed(what, failing);
            write();
            Changed?.Invoke(this);
        }
    }

    private static Exception Failed(string what, Fault how) => how switch
    {
        Fault.DiskFull => new DiskFullException($"There is no space for '{what}'."),
        Fault.Denied => new DiskDeniedException($"The operation '{what}' is not permitted."),
        Fault.OutOfMemory => new OutOfMemoryException($"No memory for '{what}'."),
        _ => new IOException($"The operation '{what}' failed."),
    };

    private Fault? Begin(string what)
    {
        var number = log.Count;
        log.Add(what);
        return number >= failFrom && number <= failTo && (fault != Fault.Denied || IsDeniable(what)) ? fault : null;
    }

    /// <summary>Returns whether permissions are checked: a file that is open can be read, written and synced.</summary>
    private static bool IsDeniable(string what) =>
        what.Split(' ')[0] is "create" or "rename" or "delete" or "open" or "list" or "lock"
        || what.StartsWith("sync directory", StringComparison.Ordinal);

    private long Used() => names.Visible.Values.Sum(inode => inode.Length);

    private bool AddDirectory(string path)
    {
        for (; path.Length > 0; path = SimulatedNames.DirectoryOf(path)) directories.Add(path);
        return true;
    }

    private void RequireDirectory(string path)
    {
        if (!directories.Contains(SimulatedNames.DirectoryOf(path)))
            throw new DirectoryNotFoundException($"There is no directory for '{path}'.");
    }

    private SimulatedFile NewFile(string path, SimulatedInode inode)
    {
        Interlocked.Increment(ref openFiles);
        return new SimulatedFile(this, path, inode);
    }

    private sealed class Held(SimulatedDisk disk, string path) : IDisposable
    {
        public void Dispose() => disk.WithLock(() => disk.locks.Remove(path));
    }
}
