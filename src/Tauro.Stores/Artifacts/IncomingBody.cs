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

    /// <summary>Bytes that were received and written.</summary>
    public long SizeBytes { get; private set; }

    /// <summary>The failure that ended the body early, or null; what came before it is written.</summary>
    public ExceptionDispatchInfo? Cut { get; private set; }

    /// <summary>Returns the hash of what was received, in lower-case hexadecimal. Called once.</summary>
    public string Sha256() => Convert.ToHexStringLower(hash.GetHashAndReset());

    /// <summary>Copies the body to its end, or until it is over the limit.</summary>
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
    /// A body comes in small pieces; written one by one, each would be a system call and a hash of its own.
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
        if (last) hash.AppendData(bytes.Span); // Most files are one buffer: not worth waking a thread.
        else hashing = Task.Run(() => hash.AppendData(bytes.Span));
    }
}
