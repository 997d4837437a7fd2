using System.Security;

namespace Tauro.Stores.Local.Disks;

/// <summary>A disk in a folder of the file system. Symbolic links below the root are refused.</summary>
public sealed class FolderDisk : Disk
{
    private const int ErrnoNotPermitted = 1;
    private const int ErrnoDenied = 13;
    private const int ErrnoNoSpace = 28;
    private const int ErrnoReadOnly = 30;
    private const int ErrnoQuota = 122;
    private const int ErrnoTooManyFilesOfAll = 23;
    private const int ErrnoTooManyFiles = 24;
    private const int HResultDiskFull = unchecked((int)0x80070070);

    /// <summary>The value of <see cref="FileSystemInfo.Attributes"/> for a file that does not exist.</summary>
    private const FileAttributes Absent = (FileAttributes)(-1);

    private readonly string root;

    /// <param name="root">The folder, which is created if it does not exist.</param>
    public FolderDisk(string root)
        : this(root, creates: true)
    {
    }

    private FolderDisk(string root, bool creates)
    {
        this.root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));
        if (creates) Guard(() => CreateDurably(this.root));
    }

    /// <summary>Opens a folder that is only read; null if it does not exist.</summary>
    public static FolderDisk? OpenExisting(string root) =>
        Directory.Exists(root) ? new FolderDisk(root, creates: false) : null;

    /// <summary>
    /// Reads a file that an operator names. It may be anywhere, and behind links, as the files of a Kubernetes secret
    /// are.
    /// </summary>
    /// <param name="path">Its path.</param>
    /// <param name="bytesMax">The most bytes it may have.</param>
    /// <exception cref="IOException">It can't be read, is not a file, or is larger.</exception>
    public static byte[] ReadFile(string path, int bytesMax) => Guard(() =>
    {
        var target = new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path;
        if (RegularFile.Obstacle(target) is { } obstacle) throw new IOException($"It is {obstacle}, not a file.");
        using var file = File.OpenHandle(
            target, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var length = RandomAccess.GetLength(file);
        if (length > bytesMax) throw new IOException($"It has {length} bytes; the limit is {bytesMax}.");
        var bytes = new byte[length];
        return bytes[..RandomAccess.Read(file, bytes, 0)];
    });

    public override DiskFile Create(string path) => Guard(() =>
        new FolderFile(File.OpenHandle(
            Resolve(path), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete)));

    public override DiskFile Open(string path, bool write = false) => Guard(() =>
    {
        var full = Resolve(path);
        if (RegularFile.Obstacle(full) is { } obstacle)
            throw new StorageCorruptException(
                $"'{full}' is {obstacle}, not a file. Remove it, and restore the file from a backup.") { File = path };
        return new FolderFile(File.OpenHandle(
            full, FileMode.Open, write ? FileAccess.ReadWrite : FileAccess.Read,
            FileShare.ReadWrite | FileShare.Delete));
    });

    public override bool FileExists(string path) => Guard(() =>
    {
        // Unlike File.Exists, which reports a file that it may not look at as absent. Every download asks for a file
        // that is mostly absent, so this must not throw for it.
        var attributes = new FileInfo(Resolve(path)).Attributes;
        return attributes != Absent && !attributes.HasFlag(FileAttributes.Directory);
    });

    public override void Rename(string from, string to) => Guard(() =>
    {
        var source = Resolve(from);
        try
        {
            File.Move(source, Resolve(to), overwrite: true);
        }
        catch (FileNotFoundException)
        {
            // It reports a file that it may not look at as absent. For such a file, this throws that it is denied.
            _ = new FileInfo(source).Attributes;
            throw;
        }
    });

    public override void Delete(string path) => Guard(() =>
    {
        try
        {
            File.Delete(Resolve(path));
        }
        catch (DirectoryNotFoundException)
        {
        }
    });

    public override void CreateDirectory(string path) => Guard(() => CreateDurably(Resolve(path)));

    public override void DeleteEmptyDirectory(string path) => Guard(() =>
    {
        var directory = Resolve(path);
        try
        {
            // Not Directory.Exists first, which reports a directory that it may not look at as absent.
            if (Directory.EnumerateFileSystemEntries(directory).Any()) return;
            Directory.Delete(directory);
        }
        catch (IOException) when (!Directory.Exists(directory) || Directory.EnumerateFileSystemEntries(directory).Any())
        {
            // Absent, or filled or deleted in between.
        }
    });

    public override IReadOnlyList<string> ListFiles(string directory) => Guard<IReadOnlyList<string>>(() =>
    {
        try
        {
            // Not Directory.Exists first, which reports a directory that it may not look at as absent.
            string[] names = [.. Directory.EnumerateFiles(Resolve(directory)).Select(path => Path.GetFileName(path))];
            Array.Sort(names, StringComparer.Ordinal);
            return names;
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    });

    public override void SyncDirectory(string directory) => Guard(() => DiskSync.Directory(Resolve(directory)));

    public override long FreeBytes() => Guard(() => new DriveInfo(root).AvailableFreeSpace);

    public override long TotalBytes() => Guard(() => new DriveInfo(root).TotalSize);

    public override IDisposable? TryLock(string path) => Guard(() => DiskLock.TryTake(Resolve(path)));

    public override string Describe(string path) => Path.Combine(root, path);

    /// <summary>Runs an operation, and throws only the exceptions that <see cref="Disk"/> documents.</summary>
    internal static T Guard<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception e) when (Translate(e) is { } translated)
        {
            throw translated;
        }
    }

    internal static void Guard(Action action) => Guard(() =>
    {
        action();
        return true;
    });

    /// <summary>Returns the exception of a full or denied operation; null for one that needs no translation.</summary>
    internal static IOException? Translate(Exception e) => e switch
    {
        DiskFullException or DiskDeniedException => null,
        IOException { HResult: ErrnoNoSpace or ErrnoQuota or HResultDiskFull } => new DiskFullException(e.Message, e),
        IOException { HResult: ErrnoNotPermitted or ErrnoDenied or ErrnoReadOnly } => Denied(e),
        UnauthorizedAccessException or SecurityException => Denied(e),
        _ => null,
    };

    /// <summary>
    /// Returns what a person has to change before the operation can succeed; null for a failure that may be temporary.
    /// </summary>
    internal static string? RemedyOf(IOException e) => e switch
    {
        DiskDeniedException => "Make the folder and its files writable for this user, or name another folder.",
        { HResult: ErrnoTooManyFiles or ErrnoTooManyFilesOfAll } =>
            "Raise the limit of open files, for example with 'ulimit -n'.",
        _ => null,
    };

    private static DiskDeniedException Denied(Exception e) => new(e.Message, e);

    /// <summary>
    /// Creates the missing directories from the top down, and syncs the parent of each new one.
    /// </summary>
    private static void CreateDurably(string directory)
    {
        if (Directory.Exists(directory)) return;
        var parent = Path.GetDirectoryName(directory)!;
        CreateDurably(parent);
        Directory.CreateDirectory(directory);
        DiskSync.Directory(parent);
    }

    /// <summary>Resolves a path. Refuses symbolic links, so that no link in the folder leads out of it.</summary>
    private string Resolve(string path)
    {
        var full = Path.GetFullPath(Path.Combine(root, path));
        if (full == root) return full;
        // The root of a file system ends in a separator.
        var prefix = Path.EndsInDirectorySeparator(root) ? root : root + Path.DirectorySeparatorChar;
        if (!full.StartsWith(prefix, StringComparison.Ordinal))
            throw new IOException($"The path '{path}' is outside of the data folder.");
        for (var i = prefix.Length; i <= full.Length; i++)
        {
            if (i < full.Length && full[i] != Path.DirectorySeparatorChar) continue;
            var part = full[..i];
            var info = new FileInfo(part);
            if (info.LinkTarget is not null)
                throw new IOException($"'{part}' is a symbolic link. The data folder must not have any; remove it.");
        }

        return full;
    }
}
