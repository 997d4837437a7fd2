namespace Tauro.Stores.Local.Disks;

/// <summary>
/// Exactly the file operations a store needs, so that tests can crash and fail any of them. Paths are relative to the
/// disk's root, with <c>/</c> between segments. Every member may throw <see cref="IOException"/>.
/// </summary>
/// <remarks>
/// What a crash may do, and all that the code above relies on:
/// 1. Bytes written since the file's last <see cref="DiskFile.Sync"/> may be there, missing, or partly there.
/// 2. A file created, renamed or deleted since the last <see cref="SyncDirectory"/> of its directory may have either
///    state. A rename is atomic: one name or the other, never neither, never half.
/// 3. Bytes synced before the crash, under a name synced before the crash, are there.
/// 4. A directory is there once <see cref="CreateDirectory"/> has returned: what is synced in it would otherwise be
///    lost with it, and no caller could tell which of those above it are new.
/// 5. Bytes written before a sync that failed may be lost though the next sync succeeds.
/// </remarks>
public abstract class Disk
{
    /// <summary>Creates a file that must not exist, for reading and writing.</summary>
    public abstract DiskFile Create(string path);

    /// <summary>Opens a file that must exist.</summary>
    /// <exception cref="FileNotFoundException">It does not.</exception>
    public abstract DiskFile Open(string path, bool write = false);

    public abstract bool FileExists(string path);

    /// <summary>Replaces what is at <paramref name="to"/>.</summary>
    public abstract void Rename(string from, string to);

    /// <summary>Deletes a file; an absent one is fine.</summary>
    public abstract void Delete(string path);

    /// <summary>Creates a directory and those above it, durably; an existing one is fine.</summary>
    public abstract void CreateDirectory(string path);

    /// <summary>Deletes a directory when it is empty; otherwise, or when absent, does nothing.</summary>
    public abstract void DeleteEmptyDirectory(string path);

    /// <summary>Names (not paths) of the files in a directory, in ordinal order; none when it is absent.</summary>
    public abstract IReadOnlyList<string> ListFiles(string directory);

    /// <summary>Makes the names in a directory durable.</summary>
    public abstract void SyncDirectory(string directory);

    /// <summary>Bytes that can still be written.</summary>
    public abstract long FreeBytes();

    /// <summary>
    /// Takes a lock that ends with this process, however it ends; null when another live process holds it.
    /// </summary>
    public abstract IDisposable? TryLock(string path);

    /// <summary>Where it is, for messages to a person.</summary>
    public abstract string Describe(string path);
}
