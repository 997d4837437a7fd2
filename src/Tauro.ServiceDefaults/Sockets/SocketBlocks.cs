using System.Buffers;
using System.Runtime.InteropServices;

namespace Tauro.ServiceDefaults.Sockets;

/// <summary>
/// The memory that the server receives into and sends from. The server's own pool has blocks of 4 KiB, and each is a
/// system call and a wake-up: a file of 256 MiB is 65,000 of them. Here blocks have 64 KiB as long as few are out, and
/// 4 KiB beyond that, so that neither a fast body nor a thousand connections cost much.
/// </summary>
internal sealed class SocketBlocks : MemoryPool<byte>
{
    public const int LargeBytes = 64 << 10;
    public const int LargeBlocksMax = 256;
    private const int SmallBytes = 4 << 10;
    private readonly Lock gate = new();
    private readonly Stack<Large> free = new();
    private int made;

    // What is asked for may not be more than this; what is given may.
    public override int MaxBufferSize => SmallBytes;

    public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, SmallBytes);
        lock (gate)
        {
            // The last one to come back is still in the processor's cache.
            if (free.TryPop(out var block)) return block.Take();
            if (made < LargeBlocksMax)
            {
                made++;
                return new Large(this).Take();
            }
        }

        return Shared.Rent(SmallBytes);
    }

    // All connections of the process share it, and it goes with the process.
    protected override void Dispose(bool disposing)
    {
    }

    private sealed class Large(SocketBlocks pool) : IMemoryOwner<byte>
    {
        private readonly byte[] bytes = GC.AllocateUninitializedArray<byte>(LargeBytes, pinned: true);
        private bool isOut;

        public Memory<byte> Memory => MemoryMarshal.CreateFromPinnedArray(bytes, 0, LargeBytes);

        public Large Take()
        {
            isOut = true;
            return this;
        }

        public void Dispose()
        {
            lock (pool.gate)
            {
                if (!isOut) return;
                isOut = false;
                pool.free.Push(this);
            }
        }
    }
}
