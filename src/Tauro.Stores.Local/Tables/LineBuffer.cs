using Tauro.Stores.Local.Disks;

namespace Tauro.Stores.Local.Tables;

/// <summary>
/// Bytes of a segment that one thread has read. Reads in the order of the file take them from larger blocks.
/// </summary>
internal sealed class LineBuffer
{
    private const int BlockBytes = 256 << 10;

    [ThreadStatic]
    private static LineBuffer? current;

    private byte[] bytes = new byte[BlockBytes];
    private DiskFile? file;
    private long start;
    private int length;
    private long nextOffset;

    /// <summary>The buffer of this thread.</summary>
    public static LineBuffer Current => current ??= new LineBuffer();

    /// <summary>
    /// Returns bytes of a file whose content never changes; fewer only at its end. They are valid until the next read
    /// of this thread.
    /// </summary>
    public ReadOnlySpan<byte> Read(DiskFile source, long offset, int count)
    {
        if (source != file || offset < start || offset + count > start + length) Fill(source, offset, count);
        nextOffset = offset + count;
        var at = (int)(offset - start);
        return bytes.AsSpan(at, Math.Min(count, length - at));
    }

    private void Fill(DiskFile source, long offset, int count)
    {
        // One line follows another after the end of a line.
        var isNext = source == file && offset == nextOffset + 1;
        var wanted = isNext ? Math.Max(count, BlockBytes) : count;
        if (bytes.Length < wanted) bytes = new byte[wanted];
        else if (bytes.Length > BlockBytes && wanted <= BlockBytes) bytes = new byte[BlockBytes];
        length = 0; // If the read fails.
        length = source.Read(bytes.AsSpan(0, wanted), offset);
        (file, start) = (source, offset);
    }
}
