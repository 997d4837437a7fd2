namespace Tauro.Storage.Disks;

/// <summary>An open file. Reads may run beside each other and beside one writer.</summary>
public abstract class DiskFile : IDisposable
{
    public abstract long Length { get; }

    /// <summary>Reads up to the buffer's length; fewer only at the end of the file.</summary>
    public abstract int Read(Span<byte> buffer, long offset);

    /// <exception cref="DiskFullException">There is no room.</exception>
    public abstract void Write(ReadOnlySpan<byte> bytes, long offset);

    public abstract void SetLength(long length);

    /// <summary>Makes all that was written durable.</summary>
    public abstract void Sync();

    public abstract void Dispose();
}
