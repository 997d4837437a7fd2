using Tauro.ServiceDefaults.Sockets;

namespace Tauro.ServiceDefaults.Tests.Sockets;

public sealed class SocketMemoryPoolTests
{
    [Fact]
    public void Blocks_are_large_while_few_are_in_use_and_small_beyond_that()
    {
        using var blocks = new SocketMemoryPool();
        var large = Enumerable.Range(0, SocketMemoryPool.LargeBlocksMax).Select(_ => blocks.Rent()).ToList();
        Assert.All(large, block => Assert.Equal(SocketMemoryPool.LargeBytes, block.Memory.Length));

        using (var beyond = blocks.Rent(blocks.MaxBufferSize))
            Assert.InRange(beyond.Memory.Length, blocks.MaxBufferSize, SocketMemoryPool.LargeBytes / 4);

        large[0].Dispose();
        using var again = blocks.Rent();
        Assert.Equal(SocketMemoryPool.LargeBytes, again.Memory.Length);
    }

    [Fact]
    public void A_block_returned_twice_is_rented_once()
    {
        using var blocks = new SocketMemoryPool();
        var block = blocks.Rent();
        block.Dispose();
        block.Dispose();

        using var first = blocks.Rent();
        using var second = blocks.Rent();
        first.Memory.Span[0] = 1;
        second.Memory.Span[0] = 2;
        Assert.Equal(1, first.Memory.Span[0]);
    }

    [Fact]
    public void Requesting_more_than_a_block_fails()
    {
        using var blocks = new SocketMemoryPool();
        Assert.Throws<ArgumentOutOfRangeException>(() => blocks.Rent(blocks.MaxBufferSize + 1));
    }
}
