using System.IO.Hashing;
using Tauro.Stores.Local.Disks;

namespace Tauro.Stores.Local.Tables;

/// <summary>
/// The open document segments of one table, by number.
/// </summary>
internal sealed class DocumentFiles
{
    // A file of 1 TiB, and 2^22 files, fit into a location. The first number is 1.
    private readonly ChunkedArray<OpenFile?> files = new();
    private readonly Lock gate = new();
    private int last;

    /// <summary>Opens a segment, and returns its number: 1, 2 and so on.</summary>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public int Open(Disk disk, string path)
    {
        var file = new OpenFile(disk.Open(path), path, disk.Describe(path));
        lock (gate)
        {
            files.Grow(++last);
            files[last] = file;
            return last;
        }
    }

    /// <summary>Returns the numbers of the open files with one of these paths.</summary>
    public IReadOnlySet<int> NumbersOf(IReadOnlyCollection<string> paths) =>
        Enumerable.Range(1, Volatile.Read(ref last)).Where(number => files[number] is { } file && paths.Contains(file.Path)).ToHashSet();

    public void Close(int number)
    {
        OpenFile? closed;
        lock (gate) (closed, files[number]) = (files[number], null);
        closed?.File.Dispose();
    }

    public void CloseAll()
    {
        for (var number = 1; number <= last; number++) Close(number);
    }

    /// <summary>Reads a line; null when its file was closed, because its lines are in another one now.</summary>
    /// <exception cref="StorageCorruptException">The line is not what was written.</exception>
    /// <exception cref="StorageUnavailableException">The file cannot be read.</exception>
    public byte[]? Read(StoredLocation location)
    {
        if (files[location.File] is not { } open) return null;
        var line = new byte[location.Length];
        int read;
        try
        {
            read = open.File.Read(line, location.Offset);
        }
        catch (ObjectDisposedException)
        {
            return null;
        }
        catch (IOException e)
        {
            throw new StorageUnavailableException($"'{open.Described}' cannot be read: {e.Message}", e);
        }

        if (read == line.Length && ChecksumOf(line) == location.Checksum) return line;
        throw new StorageCorruptException(
            $"'{open.Described}' is damaged at byte {location.Offset}: a document does not match its checksum. "
            + "Restore the file from a backup.")
        {
            File = open.Path,
        };
    }

    public static uint ChecksumOf(ReadOnlySpan<byte> line) => (uint)XxHash3.HashToUInt64(line);

    private sealed record OpenFile(DiskFile File, string Path, string Described);
}
