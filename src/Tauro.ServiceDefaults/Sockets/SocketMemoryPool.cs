using System.Buffers;
using System.Runtime.InteropServices;

namespace Tauro.ServiceDefaults.Sockets;

/// <summary>
/// The memory pool for the server's sockets. Kestrel's own pool has blocks of 4 KiB, and each costs a system call and a
/// wake-up: 65,000 of them for a file of 256 MiB. Here blocks have 64 KiB while few are in use, and 4 KiB beyond that,
/// so that large bodies are fast and a thousand connections use little memory.
/// </summary>
internal sealed class SocketMemoryPool : MemoryPool<byte>
{
    public const int LargeBytes = 64 << 10;
    public const int LargeBlocksMax = 256;
    private const int SmallBytes = 4 << 10;
    private readonly Lock gate = new();
    private readonly Stack<LargeBlock> free = new();
    private int allocated;

    // The limit for what can be requested; the block returned may be larger.
    public override int MaxBufferSize => SmallBytes;

    public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, SmallBytes);
        lock (gate)
        {
            // The block returned last is still in the processor's cache.
            if (free.TryPop(out var block)) return block.Rent();
            if (allocated < LargeBlocksMax)
            {
                allocated++;
                return new LargeBlock(this).Rent();
            }
        }

        return Shared.Rent(SmallBytes);
    }

    // All connections share the pool, and it lives as long as the process.
    protected override void Dispose(bool disposing)
    {
    }

    private sealed class LargeBlock(SocketMemoryPool pool) : IMemoryOwner<byte>
    {
        private readonly byte[] bytes = GC.AllocateUninitializedArray<byte>(LargeBytes, pinned: true);
        private bool isRented;

        public Memory<byte> Memory => MemoryMarshal.CreateFromPinnedArray(bytes, 0, LargeBytes);

        public LargeBlock Rent()
        {
            isRented = true;
            return this;
        }

        public void Dispose()
        {
            lock (pool.gate)
            {
                if (!isRented) return;
                isRented = false;
                pool.free.Push(this);
            }
        }
    }
}
