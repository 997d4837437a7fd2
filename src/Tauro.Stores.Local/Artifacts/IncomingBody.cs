using System.Buffers;
using System.Runtime.ExceptionServices;
using System.Security.Cryptography;
using Tauro.Stores.Local.Disks;

namespace Tauro.Stores.Local.Artifacts;

/// <summary>
/// A body on its way into a file. Two buffers take turns: while one is filled and written, the other is summed on
/// another core, and the disk is at work already on what was written before.
/// </summary>
internal sealed class IncomingBody(ArtifactFiles files, DiskFile file, IncrementalHash? hash) : IAsyncDisposable
{
    private const int ChunkBytes = 128 << 10;
    private const long BeginSyncEvery = 8 << 20;
    private const long LookAtFreeBytesEvery = 64 << 20;
    private readonly byte[] buffers = ArrayPool<byte>.Shared.Rent(2 * ChunkBytes);
    private Task hashing = Task.CompletedTask;
    private Task syncing = Task.CompletedTask;

    public async Task<long> Copy(Stream content, long offset, long endMax, CancellationToken cancel)
    {
        var (at, look, begun) = (offset, offset, offset);
        for (var turn = 0; at <= endMax; turn ^= 1)
        {
            var buffer = buffers.AsMemory(turn * ChunkBytes, ChunkBytes);
            var (count, cut) = await Fill(buffer, content, cancel).ConfigureAwait(false);
            if (at >= look)
            {
                files.RequireRoom(count);
                look = at + LookAtFreeBytesEvery;
            }

            var start = at;
            ArtifactFiles.Guarded(() => file.Write(buffer.Span[..count], start));
            at += count;
            await Hash(buffer[..count], last: count < ChunkBytes).ConfigureAwait(false);
            if (at - begun >= BeginSyncEvery)
            {
                await BeginSync(begun, at - begun).ConfigureAwait(false);
                begun = at;
            }

            cut?.Throw();
            if (count < ChunkBytes) break;
        }

        await hashing.ConfigureAwait(false);
        return at;
    }

    /// <summary>Neither buffers nor file are free before the last of them is done with them.</summary>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(hashing, syncing).ConfigureAwait(false);
        ArrayPool<byte>.Shared.Return(buffers);
    }

    /// <summary>
    /// A body comes in small pieces; written as they come, each would be a system call and a sum of its own. What
    /// arrived before the connection was cut is given out with the reason.
    /// </summary>
    private static async Task<(int Count, ExceptionDispatchInfo? Cut)> Fill(
        Memory<byte> buffer, Stream content, CancellationToken cancel)
    {
        var count = 0;
        try
        {
            while (count < buffer.Length)
            {
                var read = await content.ReadAsync(buffer[count..], cancel).ConfigureAwait(false);
                if (read == 0) break;
                count += read;
            }

            return (count, null);
        }
        catch (Exception e)
        {
            return (count, ExceptionDispatchInfo.Capture(e));
        }
    }

    private async ValueTask Hash(ReadOnlyMemory<byte> bytes, bool last)
    {
        if (hash is null) return;
        await hashing.ConfigureAwait(false);
        if (last) hash.AppendData(bytes.Span); // Most files are one buffer: no thread is worth waking.
        else hashing = Task.Run(() => hash.AppendData(bytes.Span));
    }

    // One at a time: a body that comes faster than the disk takes it waits here, and not in the machine's memory.
    private async ValueTask BeginSync(long offset, long length)
    {
        await syncing.ConfigureAwait(false);
        syncing = Task.Run(() => file.BeginSync(offset, length));
    }
}
