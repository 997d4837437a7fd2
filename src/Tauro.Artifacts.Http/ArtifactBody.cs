using Microsoft.AspNetCore.Http;
using Tauro.Contracts;

namespace Tauro.Artifacts.Http;

/// <summary>A request body with a length limit. It counts the bytes that were read from it.</summary>
internal sealed class ArtifactBody(Stream body, long bytesMax = Limits.ArtifactBytesMax) : Stream
{
    public long Count { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => Count;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await body.ReadAsync(buffer, cancellationToken);
        Count += read;
        return Count <= bytesMax
            ? read
            : throw new BadHttpRequestException(
                $"The body has more than {bytesMax} bytes; the limit for an artifact is {Limits.ArtifactBytesMax}.",
                    StatusCodes.Status413PayloadTooLarge);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("A request body is read asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
