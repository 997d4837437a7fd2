namespace Tauro.Stores.Local.Disks;

/// <summary>An open file. Several reads and one write may run concurrently.</summary>
public abstract class DiskFile : IDisposable
{
    public abstract long Length { get; }

    /// <summary>Reads up to the buffer's length; fewer only at the end of the file.</summary>
    public abstract int Read(Span<byte> buffer, long offset);

    /// <exception cref="DiskFullException">There is no space on the disk.</exception>
    public abstract void Write(ReadOnlySpan<byte> bytes, long offset);

    public abstract void SetLength(long length);

    /// <summary>
    /// Starts writing a range to the disk, so that <see cref="Sync"/> waits for less. It guarantees nothing: a crash
    /// may still lose the bytes, and errors are reported by <see cref="Sync"/>.
    /// </summary>
    public abstract void BeginSync(long offset, long length);

    /// <summary>Makes all written bytes durable.</summary>
    public abstract void Sync();

    public abstract void Dispose();
}
