namespace Tauro.Stores.Local.Disks;

/// <summary>
/// The file operations that a store needs, and no others, so that tests can make each of them fail or crash. Paths are
/// relative to the root of the disk, with <c>/</c> between segments. Every member may throw <see cref="IOException"/>,
/// and, except for <see cref="Open"/>, nothing else: <see cref="DiskFullException"/> without space,
/// <see cref="DiskDeniedException"/> without permission, <see cref="FileNotFoundException"/> and
/// <see cref="DirectoryNotFoundException"/> for a path that does not exist.
/// </summary>
/// <remarks>
/// The effects that a crash may have, which are all that the store relies on:
/// 1. Bytes written since the last <see cref="DiskFile.Sync"/> of the file may be present, missing, or partly present.
/// 2. A file that was created, renamed or deleted since the last <see cref="SyncDirectory"/> of its directory may be in
///    either state. A rename is atomic: the file has exactly one of the two names, with its complete content.
/// 3. Bytes that were synced before the crash, under a name that was synced before the crash, are present.
/// 4. A directory exists once <see cref="CreateDirectory"/> has returned. Otherwise files synced in it would be lost
///    with it, and callers do not know which of its parents are new.
/// 5. Bytes written before a failed sync may be lost even if the next sync succeeds.
/// 6. A write that is partly present (1) either stopped at some byte, or lacks some of its sectors: 512 bytes, at
///    multiples of 512, of which the part that the write covers is present or missing. Missing bytes are as before.
/// </remarks>
public abstract class Disk
{
    /// <summary>Creates a file that must not exist, for reading and writing.</summary>
    public abstract DiskFile Create(string path);

    /// <summary>Opens a file that must exist.</summary>
    /// <exception cref="FileNotFoundException">The file does not exist.</exception>
    /// <exception cref="StorageCorruptException">
    /// It is a directory, a named pipe, a socket or a device.
    /// </exception>
    public abstract DiskFile Open(string path, bool write = false);

    public abstract bool FileExists(string path);

    /// <summary>Renames a file; replaces the one at <paramref name="to"/>.</summary>
    public abstract void Rename(string from, string to);

    /// <summary>Deletes a file. Does nothing when it does not exist.</summary>
    public abstract void Delete(string path);

    /// <summary>Creates a directory and its parents durably. Does nothing when it exists.</summary>
    public abstract void CreateDirectory(string path);

    /// <summary>Deletes a directory if it exists and is empty.</summary>
    public abstract void DeleteEmptyDirectory(string path);

    /// <summary>
    /// Gets the names (not paths) of the files in a directory, in ordinal order; none when it does not exist.
    /// </summary>
    public abstract IReadOnlyList<string> ListFiles(string directory);

    /// <summary>Makes the names in a directory durable.</summary>
    public abstract void SyncDirectory(string directory);

    /// <summary>
    /// Writes a complete new file, in the place of one that exists. Its bytes are durable when this returns, its name
    /// only after the next <see cref="SyncDirectory"/>.
    /// </summary>
    public void Write(string path, ReadOnlySpan<byte> bytes)
    {
        Delete(path);
        using var file = Create(path);
        file.Write(bytes, 0);
        file.Sync();
    }

    /// <summary>Gets the number of bytes that can still be written.</summary>
    public abstract long FreeBytes();

    /// <summary>Gets the size of the disk; 0 when it is unknown.</summary>
    public virtual long TotalBytes() => 0;

    /// <summary>
    /// Takes a lock that is released when this process ends, for whatever reason. Returns null when another live
    /// process holds it.
    /// </summary>
    public abstract IDisposable? TryLock(string path);

    /// <summary>Gets the location of a path, for messages to people.</summary>
    public abstract string Describe(string path);
}
