using Tauro.Stores.Decisions;

namespace Tauro.Stores.Artifacts;

/// <summary>Reads the parts of an upload one after another as one stream. One part is open at a time.</summary>
internal sealed class PartsStream(IBlobStore blobs, IReadOnlyList<StoredPart> parts) : Stream
{
    private VerifyingStream? open;
    private int next;
    private long left;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (left == 0 && next < parts.Count)
        {
            if (open is not null) await open.DisposeAsync().ConfigureAwait(false);
            (open, left) = (await Open(parts[next], cancellationToken).ConfigureAwait(false), parts[next].SizeBytes);
            next++;
        }

        if (left == 0) return 0;

        // After a failure, there may be bytes after the acknowledged ones; they must not become part of the file.
        if (buffer.Length > left) buffer = buffer[..(int)left];
        var count = await open!.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        if (count == 0)
        {
            throw new StorageCorruptException(
                $"{SubjectOf(parts[next - 1])} is shorter than its acknowledged size. " +
                "Abort the upload and begin a new one.")
            {
                File = parts[next - 1].Blob,
            };
        }

        left -= count;
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("Parts are read asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) open?.Dispose();
        base.Dispose(disposing);
    }

    private async ValueTask<VerifyingStream> Open(StoredPart part, CancellationToken cancel)
    {
        try
        {
            var blob = await blobs.Open(part.Blob, cancel).ConfigureAwait(false);
            return new VerifyingStream(blob, SubjectOf(part), part.SizeBytes, part.Sha256);
        }
        catch (IOException e)
        {
            // Another request may have completed or aborted the upload, or replaced this part.
            throw new StorageUnavailableException($"{SubjectOf(part)} can't be read now: {e.Message}", e);
        }
    }

    private static string SubjectOf(StoredPart part) => $"Part {part.Position} of the upload '{part.UploadId}'";
}
