using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Tauro.Contracts.Events;
using Tauro.Stores.Events;
using Tauro.TestServers;

namespace Tauro.Events.Tests;

/// <summary>Tests of the followers that count and log events.</summary>
public sealed class EventObserverTests
{
    private readonly TestEventLog log = new("tracking");

    [Fact]
    public async Task The_observer_continues_after_the_last_event_that_it_observed()
    {
        log.Append(TestBus.Ended(1));
        using (var first = new Observer(log))
        {
            await first.StartAsync(CancellationToken.None);
            await Seen(first, 1);
            await first.StopAsync(CancellationToken.None);
            Assert.Equal([TestBus.Ended(1)], first.Seen);
        }

        log.Append(TestBus.Ended(2));
        using var second = new Observer(log);
        await second.StartAsync(CancellationToken.None);
        await Seen(second, 1);
        await second.StopAsync(CancellationToken.None);
        Assert.Equal([TestBus.Ended(2)], second.Seen);
    }

    [Fact]
    public async Task An_event_that_cannot_be_read_does_not_block_later_ones()
    {
        using var observer = new Observer(log);
        await observer.StartAsync(CancellationToken.None);
        log.Append("tauro.run.ended", "runs/1", JsonElement.Parse("[]"));
        log.Append("tauro.run.teleported", TestBus.Ended(2));
        log.Append(TestBus.Ended(3));
        await Seen(observer, 1);

        Assert.Equal([TestBus.Ended(3)], observer.Seen);
        Assert.False(observer.ExecuteTask!.IsCompleted);
        await observer.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Only_one_of_two_instances_counts_an_event()
    {
        using var first = new Observer(log);
        using var second = new Observer(log);
        await first.StartAsync(CancellationToken.None);
        await second.StartAsync(CancellationToken.None);
        log.Append(TestBus.Ended(1));
        await Eventually.True(() => first.Seen.Count + second.Seen.Count > 0, "the event is seen");
        await Eventually.True(
            () => first.Status.Holder is not null || second.Status.Holder is not null, "the other instance waits");

        Assert.Equal([TestBus.Ended(1)], first.Seen.Concat(second.Seen));
        await first.StopAsync(CancellationToken.None);
        await second.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task An_observer_that_starts_without_the_store_observes_when_it_is_available()
    {
        log.IsAway = true;
        using var observer = new Observer(log);
        await observer.StartAsync(CancellationToken.None);
        log.Append(TestBus.Ended(1));
        await Eventually.True(() => observer.Status.Failure is not null, "the store is unavailable");
        Assert.Empty(observer.Seen);

        log.IsAway = false;
        await Seen(observer, 1);
        Assert.Equal([TestBus.Ended(1)], observer.Seen);
        await observer.StopAsync(CancellationToken.None);
    }

    private static Task Seen(Observer observer, int count) =>
        Eventually.True(() => observer.Seen.Count >= count, $"{count} events are seen");

    private sealed class Observer(IEventLog log) : EventObserver(log, TimeProvider.System, NullLogger.Instance)
    {
        private readonly Lock gate = new();
        private readonly List<LifecycleEvent> seen = [];

        public IReadOnlyList<LifecycleEvent> Seen
        {
            get { lock (gate) return [.. seen]; }
        }

        protected override void Observe(LifecycleEvent lifecycleEvent)
        {
            lock (gate) seen.Add(lifecycleEvent);
        }
    }
}
