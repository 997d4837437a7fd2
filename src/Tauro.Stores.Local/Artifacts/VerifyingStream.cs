using System.Security.Cryptography;
using Tauro.Stores.Decisions;
using Tauro.Stores.Local.Disks;

namespace Tauro.Stores.Local.Artifacts;

/// <summary>
/// Reads a file and, when it is read from start to end, checks it against its SHA-256 before the last bytes are given
/// out.
/// </summary>
internal sealed class VerifyingStream(DiskFile file, StoredArtifact artifact) : Stream
{
    private readonly DiskStream inner = new(file);
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long hashed;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => artifact.SizeBytes;

    public override long Position
    {
        get => inner.Position;
        set => inner.Position = value;
    }

    public override int Read(Span<byte> buffer)
    {
        var start = inner.Position;
        int count;
        try
        {
            count = inner.Read(buffer);
        }
        catch (IOException e)
        {
            throw new StorageUnavailableException(
                $"The artifact '{artifact.Path}' can't be read just now: {e.Message}", e);
        }

        if (start == hashed)
        {
            hash.AppendData(buffer[..count]);
            hashed += count;
            if (hashed >= artifact.SizeBytes) Check();
        }

        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        cancellationToken.IsCancellationRequested
            ? ValueTask.FromCanceled<int>(cancellationToken)
            : ValueTask.FromResult(Read(buffer.Span));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) =>
        origin == SeekOrigin.End ? Position = Length + offset : inner.Seek(offset, origin);

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
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Check()
    {
        var found = Convert.ToHexStringLower(hash.GetCurrentHash());
        if (inner.Length == artifact.SizeBytes && found == artifact.Sha256) return;
        throw new StorageCorruptException(
            $"The artifact '{artifact.Path}' does not match its SHA-256 {artifact.Sha256}: the file has " +
            $"{inner.Length} bytes and {found}. Restore it from a backup.");
    }
}
