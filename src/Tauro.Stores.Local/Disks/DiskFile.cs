namespace Tauro.Stores.Local.Disks;

/// <summary>An open file. Reads may run beside each other and beside one writer.</summary>
public abstract class DiskFile : IDisposable
{
    public abstract long Length { get; }

    /// <summary>Reads up to the buffer's length; fewer only at the end of the file.</summary>
    public abstract int Read(Span<byte> buffer, long offset);

    /// <exception cref="DiskFullException">There is no room.</exception>
    public abstract void Write(ReadOnlySpan<byte> bytes, long offset);

    public abstract void SetLength(long length);

    /// <summary>
    /// Asks for these bytes to be on their way to the disk, so that <see cref="Sync"/> finds less to wait for. It
    /// promises nothing: a crash may still take them, and what fails is told by <see cref="Sync"/>.
    /// </summary>
    public abstract void BeginSync(long offset, long length);

    /// <summary>Makes all that was written durable.</summary>
    public abstract void Sync();

    public abstract void Dispose();
}
