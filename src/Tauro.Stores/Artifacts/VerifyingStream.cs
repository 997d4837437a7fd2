using System.Security.Cryptography;

namespace Tauro.Stores.Artifacts;

/// <summary>
/// Reads a blob and, when it is read from start to end, checks its SHA-256 before the last bytes are returned.
/// </summary>
/// <param name="blob">The blob; disposed with this stream.</param>
/// <param name="subject">The start of error messages, such as "The artifact 'a'".</param>
/// <param name="size">The size in bytes.</param>
/// <param name="sha256">Lower-case hexadecimal; null to check nothing.</param>
internal sealed class VerifyingStream(Stream blob, string subject, long size, string? sha256) : Stream
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long hashed;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => size;

    public override long Position
    {
        get => blob.Position;
        set => blob.Position = value;
    }

    public override int Read(Span<byte> buffer)
    {
        var start = blob.Position;
        try
        {
            return Sum(buffer[..blob.Read(buffer)], start);
        }
        catch (IOException e)
        {
            throw Unreadable(e);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var start = blob.Position;
        try
        {
            var count = await blob.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            return Sum(buffer.Span[..count], start);
        }
        catch (IOException e)
        {
            throw Unreadable(e);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) =>
        origin == SeekOrigin.End ? Position = Length + offset : blob.Seek(offset, origin);

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            hash.Dispose();
            blob.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Sum(ReadOnlySpan<byte> bytes, long start)
    {
        if (start != hashed || sha256 is null) return bytes.Length;
        hash.AppendData(bytes);
        hashed += bytes.Length;
        if (hashed >= size) Check();
        return bytes.Length;
    }

    private void Check()
    {
        var found = Convert.ToHexStringLower(hash.GetCurrentHash());
        if (blob.Length == size && found == sha256) return;
        throw new StorageCorruptException(
            $"{subject} does not match its SHA-256 {sha256}: the file has " +
            $"{blob.Length} bytes and {found}. Restore it from a backup.")
        {
            File = subject,
        };
    }

    private StorageUnavailableException Unreadable(IOException e) =>
        new($"{subject} can't be read now: {e.Message}", e);
}
