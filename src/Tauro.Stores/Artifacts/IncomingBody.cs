using System.Buffers;
using System.Runtime.ExceptionServices;
using System.Security.Cryptography;

namespace Tauro.Stores.Artifacts;

/// <summary>
/// A body on its way into a blob, and its SHA-256. Two buffers take turns: while one is filled and written, the other
/// is summed on another core.
/// </summary>
internal sealed class IncomingBody(Stream content) : IAsyncDisposable
{
    private const int ChunkBytes = 128 << 10;
    private readonly byte[] buffers = ArrayPool<byte>.Shared.Rent(2 * ChunkBytes);
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private Task hashing = Task.CompletedTask;

    /// <summary>Bytes that were received and written.</summary>
    public long SizeBytes { get; private set; }

    /// <summary>Why the sender sent no more, when that was not the end; what came before is written.</summary>
    public ExceptionDispatchInfo? Cut { get; private set; }

    /// <summary>Of what was received, in lower-case hexadecimal; asked once.</summary>
    public string Sha256() => Convert.ToHexStringLower(hash.GetHashAndReset());

    /// <summary>Writes the body to its end, or until it has more bytes than it may.</summary>
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

    /// <summary>The buffers are not free before the last of them is summed.</summary>
    public async ValueTask DisposeAsync()
    {
        await hashing.ConfigureAwait(false);
        hash.Dispose();
        ArrayPool<byte>.Shared.Return(buffers);
    }

    /// <summary>
    /// A body comes in small pieces; written as they come, each would be a system call and a sum of its own.
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
        if (last) hash.AppendData(bytes.Span); // Most files are one buffer: no thread is worth waking.
        else hashing = Task.Run(() => hash.AppendData(bytes.Span));
    }
}
