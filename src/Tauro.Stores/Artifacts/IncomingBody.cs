using System.Buffers;
using System.Runtime.ExceptionServices;
using System.Security.Cryptography;

namespace Tauro.Stores.Artifacts;

/// <summary>
/// Copies a body into a blob and computes its SHA-256. It alternates between two buffers: while one is filled and
/// written, the other is hashed on another core.
/// </summary>
internal sealed class IncomingBody(Stream content) : IAsyncDisposable
{
    private const int ChunkBytes = 128 << 10;
    private readonly byte[] buffers = ArrayPool<byte>.Shared.Rent(2 * ChunkBytes);
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private Task hashing = Task.CompletedTask;

    /// <summary>The number of bytes received and written.</summary>
    public long SizeBytes { get; private set; }

    /// <summary>The failure that ended the body early, or null. The bytes before it are written.</summary>
    public ExceptionDispatchInfo? Cut { get; private set; }

    /// <summary>Returns the SHA-256 of the received bytes in lower-case hexadecimal. Call it only once.</summary>
    public string Sha256() => Convert.ToHexStringLower(hash.GetHashAndReset());

    /// <summary>Copies the body to its end, or until it exceeds the limit.</summary>
    public async Task CopyTo(BlobWriter blob, long bytesMax, CancellationToken cancel)
    {
        for (var turn = 0; SizeBytes <= bytesMax; turn ^= 1)
        {
            var chunk = buffers.AsMemory(turn * ChunkBytes, ChunkBytes);
            chunk = chunk[..await Fill(chunk, cancel).ConfigureAwait(false)];
            await blob.Write(chunk, cancel).ConfigureAwait(false);
            SizeBytes += chunk.Length;
            await Hash(chunk, last: chunk.Length < ChunkBytes).ConfigureAwait(false);
            if (chunk.Length < ChunkBytes) break;
        }

        await hashing.ConfigureAwait(false);
    }

    /// <summary>Returns the buffers once the last of them is hashed.</summary>
    public async ValueTask DisposeAsync()
    {
        await hashing.ConfigureAwait(false);
        hash.Dispose();
        ArrayPool<byte>.Shared.Return(buffers);
    }

    /// <summary>
    /// Fills a buffer from the body, which arrives in small pieces. Writing and hashing each piece separately would
    /// cost a system call per piece.
    /// </summary>
    private async ValueTask<int> Fill(Memory<byte> chunk, CancellationToken cancel)
    {
        var count = 0;
        try
        {
            while (count < chunk.Length)
            {
                var read = await content.ReadAsync(chunk[count..], cancel).ConfigureAwait(false);
                if (read == 0) break;
                count += read;
            }
        }
        catch (Exception e)
        {
            Cut = ExceptionDispatchInfo.Capture(e);
        }

        return count;
    }

    private async ValueTask Hash(ReadOnlyMemory<byte> bytes, bool last)
    {
        await hashing.ConfigureAwait(false);
        if (last) hash.AppendData(bytes.Span); // Most files fit in one buffer, which is not worth another thread.
        else hashing = Task.Run(() => hash.AppendData(bytes.Span));
    }
}
