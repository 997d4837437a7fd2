using System.IO.Hashing;

namespace Tauro.Stores.Local.Segments;

/// <summary>
/// The stream from which a segment is decoded. It only returns bytes that are loaded and match their checksum. For
/// damaged bytes, a decoder may throw any exception, allocate gigabytes or never return.
/// </summary>
internal sealed class SegmentStream(string name, Stream inner) : Stream
{
    private byte[] window = [];
    private long windowStart;
    private int windowLength;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length { get; } = inner.Length;

    public override long Position { get; set; }

    /// <summary>Checks the start and the end of the file and loads the footer.</summary>
    public async Task LoadFooterAsync(CancellationToken cancellation)
    {
        if (Length < SegmentSpan.FirstStart + SegmentFooter.SealBytes + SegmentFooter.TailBytes)
        {
            throw new InvalidDataException($"It is {Length} bytes long, too short.");
        }

        var ends = new byte[SegmentSpan.FirstStart + SegmentFooter.TailBytes];
        var (head, tail) = (ends.AsMemory(0, SegmentSpan.FirstStart), ends.AsMemory(SegmentSpan.FirstStart));
        await FillAsync(0, head, cancellation);
        await FillAsync(Length - tail.Length, tail, cancellation);
        var length = (int)SegmentFooter.SealedLength(tail.Span, Length);
        await LoadAsync(Length - length, length, cancellation);
        SegmentFooter.Check(head.Span, window.AsSpan(0, length));
    }

    public async Task LoadAsync(SegmentSpan span, CancellationToken cancellation)
    {
        await LoadAsync(span.Start, checked((int)span.Length), cancellation);
        if (XxHash3.HashToUInt64(window.AsSpan(0, windowLength)) != span.Hash)
        {
            throw new InvalidDataException($"The checksum of bytes {span.Start} to {span.End - 1} differs.");
        }
    }

    /// <summary>The bytes that were loaded last.</summary>
    public ReadOnlySpan<byte> Loaded => window.AsSpan(0, windowLength);

    /// <summary>Releases the footer, which may be much larger than a row group.</summary>
    public void Unload() => (window, windowLength) = ([], 0);

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (Position < SegmentSpan.FirstStart) return ReadMagic(buffer);
        var offset = Position - windowStart;
        if (offset < 0 || offset > windowLength) throw new InvalidDataException($"Byte {Position} is not part of it.");
        var count = Math.Min(buffer.Length, windowLength - (int)offset);
        window.AsSpan((int)offset, count).CopyTo(buffer);
        Position += count;
        return count;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        new(Read(buffer.Span));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        Task.FromResult(Read(buffer.AsSpan(offset, count)));

    public override long Seek(long offset, SeekOrigin origin) => Position = offset + origin switch
    {
        SeekOrigin.Begin => 0,
        SeekOrigin.Current => Position,
        _ => Length,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }

    private async Task LoadAsync(long start, int length, CancellationToken cancellation)
    {
        windowLength = 0;
        if (window.Length < length) window = new byte[length];
        await FillAsync(start, window.AsMemory(0, length), cancellation);
        (windowStart, windowLength) = (start, length);
    }

    private async Task FillAsync(long start, Memory<byte> buffer, CancellationToken cancellation)
    {
        try
        {
            inner.Position = start;
            await inner.ReadExactlyAsync(buffer, cancellation);
        }
        catch (IOException e) when (e is not EndOfStreamException)
        {
            throw new StorageUnavailableException($"The metric segment '{name}' cannot be read: {e.Message}", e);
        }
    }

    private int ReadMagic(Span<byte> buffer)
    {
        var magic = "PAR1"u8[(int)Position..];
        var count = Math.Min(buffer.Length, magic.Length);
        magic[..count].CopyTo(buffer);
        Position += count;
        return count;
    }
}
