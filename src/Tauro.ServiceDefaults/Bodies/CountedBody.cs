using Microsoft.AspNetCore.Http;

namespace Tauro.ServiceDefaults.Bodies;

/// <summary>A request body that counts its bytes and fails beyond a limit.</summary>
/// <param name="body">The body as the server reads it.</param>
/// <param name="bytesMax">The limit; null for none.</param>
/// <param name="counted">Is called with the bytes of each read.</param>
public sealed class CountedBody(
    Stream body, long? bytesMax = null, Action<ReadOnlySpan<byte>>? counted = null) : Stream
{
    private readonly BodyTimeout? timeout;

    /// <param name="body">The body as the server reads it.</param>
    /// <param name="timeout">Limits its time.</param>
    internal CountedBody(Stream body, BodyTimeout timeout) : this(body) => this.timeout = timeout;

    /// <summary>The bytes that were read.</summary>
    public long Bytes { get; private set; }

    /// <summary>Whether a read was begun.</summary>
    public bool IsRead { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Describes a body that is too large.</summary>
    public static string TooLarge(long bytesMax) =>
        $"The request body is larger than {bytesMax} bytes, the limit here. Split it into several requests.";

    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        IsRead = true;
        var read = timeout is null
            ? await body.ReadAsync(buffer, cancellationToken)
            : await timeout.Read(body, buffer, cancellationToken);
        return Count(buffer.Span[..read]);
    }

    public override async Task<int> ReadAsync(
        byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        await ReadAsync(buffer.AsMemory(offset, count), cancellationToken);

    public override int Read(byte[] buffer, int offset, int count)
    {
        IsRead = true;
        return Count(buffer.AsSpan(offset, body.Read(buffer, offset, count)));
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <exception cref="BadHttpRequestException">413: the body is larger than the limit.</exception>
    private int Count(ReadOnlySpan<byte> read)
    {
        Bytes += read.Length;
        counted?.Invoke(read);
        return bytesMax is { } limit && Bytes > limit
            ? throw new BadHttpRequestException(TooLarge(limit), StatusCodes.Status413PayloadTooLarge)
            : read.Length;
    }
}
