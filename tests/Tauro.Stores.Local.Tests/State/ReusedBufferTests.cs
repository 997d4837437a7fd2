using System.Buffers;
using Tauro.Stores.Local.State;

namespace Tauro.Stores.Local.Tests.State;

public sealed class ReusedBufferTests
{
    [Theory]
    [InlineData(100_000, true)]
    [InlineData(10_000_000, false)]
    public void A_buffer_that_grew_large_is_given_back(int bytes, bool isKept)
    {
        var buffer = new ReusedBuffer();
        buffer.Write(new byte[bytes]);
        Assert.Equal(bytes, buffer.Written.Length);

        buffer.Clear();

        Assert.Equal((0, isKept), (buffer.Written.Length, buffer.Capacity >= bytes));
    }
}
