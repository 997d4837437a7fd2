using Microsoft.Extensions.Diagnostics.HealthChecks;
using Tauro.Stores;
using Tauro.TestServers;

namespace Tauro.Events.Tests;

/// <summary>What each carrier between processes owes, shown with the real server.</summary>
public abstract class CarrierContract : IAsyncLifetime
{
    protected TestEventLog Log { get; } = new("tracking");

    protected Inbox Inbox { get; } = new();

    protected abstract string Connection { get; }

    public abstract ValueTask InitializeAsync();

    protected abstract Task StopServer();

    protected abstract Task StartServer();

    /// <summary>How many events registry's consumer has given up on.</summary>
    protected abstract Task<long> CountDead();

    public async ValueTask DisposeAsync()
    {
        await StartServer();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Events_arrive_in_order()
    {
        await using var subscriber = await TestBus.Subscriber(Connection, Inbox);
        await using var publisher = await TestBus.Publisher(Connection, Log, "BatchEventsMax=30");
        Write(1, 200);
        await TestBus.Received(Inbox, 200);

        AssertAll(200);
        Assert.Equal(200, Inbox.Handled.Count);
        Assert.Equal(TestBus.Ended(9), Inbox.Handled[8].Happened);
        Assert.Equal("tracking/9", Inbox.Handled[8].Headers["ce-id"]);
    }

    [Fact]
    public async Task What_was_published_before_the_subscriber_has_ever_started_waits_for_it()
    {
        await using (var publisher = await TestBus.Publisher(Connection, Log))
        {
            Write(1, 20);
            await Eventually.True(() => Log.CursorOf("relay") == 20, "all is published");
        }

        await using var subscriber = await TestBus.Subscriber(Connection, Inbox);
        await TestBus.Received(Inbox, 20);

        AssertAll(20);
    }

    [Fact]
    public async Task What_is_written_while_the_carrier_is_away_arrives_when_it_is_back()
    {
        await using var subscriber = await TestBus.Subscriber(Connection, Inbox);
        await using var publisher = await TestBus.Publisher(Connection, Log);
        Write(1, 50);
        await TestBus.Received(Inbox, 50);

        await StopServer();
        Write(51, 150);
        var away = await publisher.Away();
        await StartServer();
        Write(151, 200);
        await TestBus.Received(Inbox, 200);

        AssertAll(200);
        Assert.Equal(HealthStatus.Degraded, away.Status);
        Assert.Contains("100 event(s) wait", away.Description, StringComparison.Ordinal);
        Assert.Equal(100L, away.Data["lag"]);
        await Eventually.True(
            async () => (await publisher.Health()).Status == HealthStatus.Healthy, "all is well again");
    }

    [Fact]
    public async Task Services_start_while_the_carrier_is_away()
    {
        await StopServer();
        await using var subscriber = await TestBus.Subscriber(Connection, Inbox);
        await using var publisher = await TestBus.Publisher(Connection, Log);
        Write(1, 10);
        await publisher.Away();
        await StartServer();
        await TestBus.Received(Inbox, 10);

        AssertAll(10);
    }

    [Fact]
    public async Task A_consumer_that_fails_twice_gets_the_event_a_third_time()
    {
        Inbox.Before = (_, attempt, _) => attempt < 3 ? throw new InvalidDataException("not yet") : Task.CompletedTask;
        await using var subscriber = await TestBus.Subscriber(Connection, Inbox);
        await using var publisher = await TestBus.Publisher(Connection, Log);
        Write(1, 5);
        await TestBus.Received(Inbox, 5);

        AssertAll(5);
        Assert.Equal(15, Inbox.Attempts.Count);
        Assert.Equal(0, await CountDead());
    }

    [Fact]
    public async Task A_store_that_takes_nothing_for_a_while_uses_up_no_attempts()
    {
        Inbox.Before = (one, attempt, _) => attempt > 1 ? Task.CompletedTask : throw one.Sequence switch
        {
            1 => new StorageFullException("full"),
            2 => new StorageUnavailableException("away"),
            _ => new StorageBusyException("busy"),
        };
        await using var subscriber = await TestBus.Subscriber(Connection, Inbox, "AttemptsMax=1");
        await using var publisher = await TestBus.Publisher(Connection, Log);
        Write(1, 3);
        await TestBus.Received(Inbox, 3);

        AssertAll(3);
        Assert.Equal(0, await CountDead());
    }

    [Fact]
    public async Task An_event_that_always_fails_is_put_aside_and_holds_up_nothing()
    {
        Inbox.Before = (one, _, _) => one.Sequence == 3 ? throw new InvalidDataException("never") : Task.CompletedTask;
        await using var subscriber = await TestBus.Subscriber(Connection, Inbox, "AttemptsMax=4");
        await using var publisher = await TestBus.Publisher(Connection, Log);
        Write(1, 6);
        await TestBus.Received(Inbox, 5);

        Assert.Equal([1, 2, 4, 5, 6], Inbox.Sequences);
        Assert.Equal(4, Inbox.Attempts.Count(one => one.Sequence == 3));
        await Eventually.True(async () => await CountDead() == 1, "the event is put aside");
    }

    protected void Write(int from, int to)
    {
        for (var i = from; i <= to; i++) Log.Append(TestBus.Ended(i));
    }

    protected void AssertAll(int count) =>
        Assert.Equal(Enumerable.Range(1, count).Select(i => (long)i), Inbox.Sequences);
}
