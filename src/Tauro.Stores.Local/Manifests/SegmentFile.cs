using System.Buffers;
using System.IO.Hashing;
using Tauro.Stores.Local.Disks;

namespace Tauro.Stores.Local.Manifests;

/// <summary>
/// Writes live files, and checks them when they are read. A file gets its name when it is complete and synced, and the
/// manifest that names it is written after that.
/// </summary>
internal static class SegmentFile
{
    /// <param name="disk">The service's folder.</param>
    /// <param name="kind">The kind of its content.</param>
    /// <param name="path">The path of the file.</param>
    /// <param name="write">Writes the content, and returns the number of items.</param>
    /// <param name="table">For documents: the path of the table.</param>
    /// <param name="check">
    /// Called before the first byte and after each MiB; throws when no more is to be written.
    /// </param>
    public static ManifestFile Write(
        Disk disk, ManifestFileKind kind, string path, Func<Stream, long> write, string? table = null,
        Action? check = null)
    {
        check?.Invoke();
        var temporary = path + ".tmp";
        var directory = path[..path.LastIndexOf('/')];
        disk.CreateDirectory(directory);
        disk.Delete(temporary);
        long items;
        try
        {
            using (var file = disk.Create(temporary))
            {
                using (var buffered = new BufferedStream(new KeepOpenStream(file, check), 64 << 10))
                    items = write(buffered);
                file.Sync();
            }

            disk.Rename(temporary, path);
        }
        catch
        {
            TryDelete(disk, temporary);
            throw;
        }

        disk.SyncDirectory(directory);
        using var written = disk.Open(path);
        return new ManifestFile(kind, path, written.Length, ChecksumOf(written), items, table);
    }

    /// <summary>Checks a file without loading all of it into memory.</summary>
    /// <param name="disk">The disk.</param>
    /// <param name="entry">The file.</param>
    /// <param name="read">Gets the bytes of the file in parts, before the file is known to be undamaged.</param>
    public static void Check(Disk disk, ManifestFile entry, Action<ReadOnlySpan<byte>>? read = null)
    {
        using var file = Open(disk, entry);
        if (ChecksumOf(file, read) != entry.Checksum) throw Damaged(disk, entry, "does not match its checksum");
    }

    /// <summary>Reads a part of a file that was already checked.</summary>
    public static void ReadPart(Disk disk, ManifestFile entry, Span<byte> part, long offset)
    {
        using var file = Open(disk, entry);
        if (file.Read(part, offset) < part.Length) throw Damaged(disk, entry, "became shorter while it was read");
    }

    /// <summary>Checks that a file exists and has the expected length. Reading checks its content.</summary>
    public static void RequireExists(Disk disk, ManifestFile entry) => Open(disk, entry).Dispose();

    /// <summary>Whether a file exists with the expected length.</summary>
    public static bool Exists(Disk disk, ManifestFile entry)
    {
        if (!disk.FileExists(entry.Path)) return false;
        using var file = disk.Open(entry.Path);
        return file.Length == entry.Bytes;
    }

    /// <summary>Opens a file, and checks that it has the expected length.</summary>
    public static DiskFile Open(Disk disk, ManifestFile entry)
    {
        DiskFile file;
        try
        {
            file = disk.Open(entry.Path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Damaged(disk, entry, "is missing");
        }

        var length = file.Length;
        if (length == entry.Bytes) return file;
        file.Dispose();
        throw Damaged(disk, entry, $"has {length} bytes, not {entry.Bytes}");
    }

    private static string ChecksumOf(DiskFile file, Action<ReadOnlySpan<byte>>? read = null)
    {
        var hash = new XxHash3();
        var buffer = ArrayPool<byte>.Shared.Rent(256 << 10);
        for (long at = 0; at < file.Length;)
        {
            var count = file.Read(buffer, at);
            hash.Append(buffer.AsSpan(0, count));
            read?.Invoke(buffer.AsSpan(0, count));
            at += count;
        }

        ArrayPool<byte>.Shared.Return(buffer);
        return FileChecksum.Compute(hash);
    }

    private static void TryDelete(Disk disk, string path)
    {
        try
        {
            disk.Delete(path);
        }
        catch (IOException)
        {
            // The first exception reports the failure; the orphaned file is deleted when the store opens.
        }
    }

    public static StorageCorruptException Damaged(Disk disk, ManifestFile entry, string what) => new(
        $"'{disk.Describe(entry.Path)}' {what}. The manifest names this file. Restore it from a backup.")
    {
        File = entry.Path,
    };
}
