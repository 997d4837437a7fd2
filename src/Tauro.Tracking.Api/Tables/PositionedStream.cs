namespace Tauro.Tracking.Api.Tables;

/// <summary>Counts the bytes of a response, since Parquet stores offsets, and only writes asynchronously.</summary>
internal sealed class PositionedStream(Stream inner) : Stream
{
    private readonly MemoryStream pending = new();
    private long position;
    private bool isAbandoned;

    public override bool CanRead => false;

    // Parquet.Net only reads the position.
    public override bool CanSeek => true;

    public override bool CanWrite => true;

    public override long Length => position;

    public override long Position
    {
        get => position;
        set => throw new NotSupportedException();
    }

    /// <summary>
    /// Ignores what is written from now on, so that the end of a file that failed is not taken for a complete one.
    /// </summary>
    public void Abandon()
    {
        isAbandoned = true;
        pending.SetLength(0);
    }

    // A response refuses synchronous writes, so they wait for the next asynchronous one.
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (!isAbandoned) pending.Write(buffer);
        position += buffer.Length;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await WritePending(cancellationToken);
        position += buffer.Length;
        if (!isAbandoned) await inner.WriteAsync(buffer, cancellationToken);
    }

    public override void Flush()
    {
    }

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        await WritePending(cancellationToken);
        if (!isAbandoned) await inner.FlushAsync(cancellationToken);
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        await WritePending(default);
        await base.DisposeAsync();
    }

    private async ValueTask WritePending(CancellationToken cancel)
    {
        if (pending.Length == 0) return;
        await inner.WriteAsync(pending.GetBuffer().AsMemory(0, (int)pending.Length), cancel);
        pending.SetLength(0);
    }
}
