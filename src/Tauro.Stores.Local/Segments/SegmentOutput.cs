using System.IO.Hashing;

namespace Tauro.Stores.Local.Segments;

/// <summary>
/// The stream through which a segment is written. It computes the checksum of each row group and outline, and buffers
/// the footer until it can be sealed.
/// </summary>
internal sealed class SegmentOutput(Stream inner) : Stream
{
    private readonly XxHash3 hash = new();
    private MemoryStream? footer;
    private long position;
    private long spanStart = SegmentSpan.FirstStart;

    public override bool CanRead => false;

    // Parquet.Net only reads the position, to store offsets.
    public override bool CanSeek => true;

    public override bool CanWrite => true;

    public override long Length => position;

    public override long Position
    {
        get => position;
        set => throw new NotSupportedException();
    }

    public SegmentSpan EndSpan()
    {
        var span = new SegmentSpan(spanStart, position - spanStart, hash.GetCurrentHashAsUInt64());
        hash.Reset();
        spanStart = position;
        return span;
    }

    public void BeginFooter() => footer = new MemoryStream();

    public async Task SealAsync(CancellationToken cancellation)
    {
        var bytes = footer!.GetBuffer().AsMemory(0, (int)footer.Length);
        await inner.WriteAsync(SegmentFooter.Seal(bytes.Span), cancellation);
        await inner.WriteAsync(bytes, cancellation);
        await inner.FlushAsync(cancellation);
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Observe(buffer);
        (footer ?? inner).Write(buffer);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Observe(buffer.Span);
        return (footer ?? inner).WriteAsync(buffer, cancellationToken);
    }

    public override void Flush() => inner.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private void Observe(ReadOnlySpan<byte> bytes)
    {
        // The four bytes before the first row group are not part of a span.
        if (position >= SegmentSpan.FirstStart) hash.Append(bytes);
        position += bytes.Length;
    }
}
