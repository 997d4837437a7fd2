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
            files.Grow(last + 1);
            files[last + 1] = file;
            Volatile.Write(ref last, last + 1);
            return last;
        }
    }

    /// <summary>Returns the numbers of the open files with one of these paths.</summary>
    public IReadOnlySet<int> NumbersOf(IReadOnlyCollection<string> paths) =>
        Enumerable.Range(1, Volatile.Read(ref last))
            .Where(number => files[number] is { } file && paths.Contains(file.Path)).ToHashSet();

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

    /// <summary>
    /// Reads a line, which is valid until the next read of this thread. Returns false when its file was closed, because
    /// its lines are in another one now.
    /// </summary>
    /// <exception cref="StorageCorruptException">The line is not what was written.</exception>
    /// <exception cref="StorageUnavailableException">The file cannot be read.</exception>
    public bool TryRead(StoredLocation location, out ReadOnlySpan<byte> line)
    {
        line = default;
        if (files[location.File] is not { } open) return false;
        try
        {
            line = LineBuffer.Current.Read(open.File, location.Offset, location.Length);
        }
        catch (ObjectDisposedException)
        {
            return false;
        }
        catch (IOException e)
        {
            throw new StorageUnavailableException($"'{open.Described}' cannot be read: {e.Message}", e);
        }

        if (line.Length == location.Length && ChecksumOf(line) == location.Checksum) return true;
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
