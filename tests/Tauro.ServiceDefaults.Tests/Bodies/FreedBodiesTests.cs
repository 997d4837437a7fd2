using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;
using Tauro.ServiceDefaults.Bodies;
using Tauro.TestServers;

namespace Tauro.ServiceDefaults.Tests.Bodies;

public sealed class FreedBodiesTests
{
    [Fact]
    public async Task Memory_is_collected_after_many_bytes_and_given_back_once_when_no_more_end()
    {
        var time = new FakeTimeProvider();
        var collected = new ConcurrentQueue<bool>();
        using var freed = new FreedBodies(100, time, collected.Enqueue);
        freed.Add(99);
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Empty(collected);

        freed.Add(1);
        await Eventually.True(() => collected.Count == 1, "the memory is collected");
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal([false, true], collected);

        // Less than the limit since then.
        freed.Add(99);
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal([false, true], collected);
    }
}
