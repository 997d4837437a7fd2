using StackExchange.Redis;
using Tauro.ServiceDefaults.Bus;
using Tauro.TestServers;

namespace Tauro.ServiceDefaults.Tests.Bus;

public sealed class BridgeCarrierTests(RedisFixture redis) : CarrierContract, IClassFixture<RedisFixture>
{
    private const string Root = "{tauro:bus}";

    private static string Queue => Subscriptions.RegistrySourceRuns.Queue;

    protected override string Connection => redis.Server.ConnectionString;

    public override ValueTask InitializeAsync() => new(With(database => database.ExecuteAsync("FLUSHALL")));

    [Fact]
    public async Task Only_events_with_a_subscriber_are_put_into_lists()
    {
        await using var publisher = await TestBus.Publisher(Connection, Log);
        Log.Append(new Contracts.Events.ExperimentDeleted("1", "first"));
        Write(2, 2);
        await Eventually.True(() => Log.CursorOf("relay") == 2, "all is published");

        await With(async database =>
        {
            var waiting = await database.ListRangeAsync($"{Root}:queue:{Queue}");
            Assert.Contains("\"id\":\"tracking/2\"", Assert.Single(waiting).ToString(), StringComparison.Ordinal);
            Assert.Equal(0, await database.ListLengthAsync($"{Root}:queue:tauro.tracking.model-versions"));
        });
    }

    [Fact]
    public async Task What_a_killed_consumer_had_in_hand_comes_first_to_another()
    {
        // The state in Redis after kill -9: an event in hand, an instance on the list, and no lease any more.
        await using (var publisher = await TestBus.Publisher(Connection, Log))
        {
            Write(1, 3);
            await Eventually.True(() => Log.CursorOf("relay") == 3, "all is published");
        }

        await With(async database =>
        {
            await database.SetAddAsync($"{Root}:instances:{Queue}", "killed");
            await database.ListMoveAsync(
                $"{Root}:queue:{Queue}", $"{Root}:processing:{Queue}:killed", ListSide.Left, ListSide.Right);
        });
        await using var subscriber = await TestBus.Subscriber(Connection, Inbox);
        await TestBus.Received(Inbox, 3);

        AssertAll(3);
        await With(async database =>
            Assert.DoesNotContain("killed", await database.SetMembersAsync($"{Root}:instances:{Queue}")));
    }

    [Fact]
    public async Task A_consumer_takes_longer_than_its_lease_and_keeps_the_event()
    {
        var release = new TaskCompletionSource();
        Inbox.Before = (one, _, _) => one.Sequence == 1 ? release.Task : Task.CompletedTask;
        var other = new Inbox();
        await using var subscriber = await TestBus.Subscriber(Connection, Inbox, "LeaseTime=00:00:00.300");
        await using var publisher = await TestBus.Publisher(Connection, Log);
        Write(1, 1);
        await Eventually.True(() => Inbox.Attempts.Count == 1, "the event is in hand");
        await using var replica = await TestBus.Subscriber(Connection, other, "LeaseTime=00:00:00.300");
        Write(2, 2);
        await TestBus.Received(other, 1);
        await LeasesPass(5);
        release.SetResult();
        await TestBus.Received(Inbox, 1);

        Assert.Equal([1], Inbox.Sequences);
        Assert.Equal([2], other.Sequences);
    }

    [Fact]
    public async Task A_consumer_that_is_stopped_puts_back_what_it_has_in_hand()
    {
        Inbox.Before = (_, _, cancel) => Task.Delay(Timeout.Infinite, cancel);
        await using (await TestBus.Subscriber(Connection, Inbox, "LeaseTime=00:10:00"))
        await using (await TestBus.Publisher(Connection, Log))
        {
            Write(1, 2);
            await Eventually.True(() => Inbox.Attempts.Count == 1, "the event is in hand");
        }

        // Its lease would have lasted for minutes.
        Inbox.Before = null;
        await using var subscriber = await TestBus.Subscriber(Connection, Inbox);
        await TestBus.Received(Inbox, 2);
        AssertAll(2);
    }

    [Fact]
    public async Task A_relay_that_lost_the_answer_does_not_publish_twice()
    {
        await using (await TestBus.Publisher(Connection, Log))
        {
            Write(1, 10);
            await Eventually.True(() => Log.CursorOf("relay") == 10, "all is published");
        }

        // As after a crash between publishing and keeping the cursor.
        await Log.SetCursor("relay", 4);
        await using (await TestBus.Publisher(Connection, Log))
        {
            Write(11, 11);
            await Eventually.True(() => Log.CursorOf("relay") == 11, "all is published");
        }

        await With(async database => Assert.Equal(11, await database.ListLengthAsync($"{Root}:queue:{Queue}")));
    }

    [Fact]
    public async Task What_Redis_has_lost_is_published_again()
    {
        await using var publisher = await TestBus.Publisher(Connection, Log);
        Write(1, 30);
        await Eventually.True(() => Log.CursorOf("relay") == 30, "all is published");
        await redis.Server.StopAndForget();
        await redis.Server.Start();
        await using var subscriber = await TestBus.Subscriber(Connection, Inbox);
        await TestBus.Received(Inbox, 30);

        AssertAll(30);
    }

    [Fact]
    public async Task A_full_list_makes_the_relay_wait_and_say_so()
    {
        await using var publisher = await TestBus.Publisher(Connection, Log, "QueueLengthMax=10", "BatchEventsMax=5");
        Write(1, 30);
        var full = await publisher.Away();
        await using var subscriber = await TestBus.Subscriber(Connection, Inbox);
        await TestBus.Received(Inbox, 30);

        Assert.Contains("10 events wait in tauro.registry.source-runs", full.Description, StringComparison.Ordinal);
        AssertAll(30);
    }

    [Fact]
    public async Task What_is_no_event_is_put_aside()
    {
        await With(database => database.ListRightPushAsync($"{Root}:queue:{Queue}", "no event"));
        await using var subscriber = await TestBus.Subscriber(Connection, Inbox);
        await using var publisher = await TestBus.Publisher(Connection, Log);
        Write(1, 1);
        await TestBus.Received(Inbox, 1);

        Assert.Equal(1, await CountDead());
    }

    protected override Task StopServer() => redis.Server.Stop();

    protected override Task StartServer() => redis.Server.IsRunning ? Task.CompletedTask : redis.Server.Start();

    protected override async Task<long> CountDead()
    {
        var count = 0L;
        await With(async database => count = await database.ListLengthAsync($"{Root}:dead:{Queue}"));
        return count;
    }

    /// <summary>A key that lives as long as a lease comes and goes a number of times.</summary>
    private Task LeasesPass(int times) => With(async database =>
    {
        for (var i = 0; i < times; i++)
        {
            await database.StringSetAsync("lease", 1, TimeSpan.FromMilliseconds(300));
            await Eventually.True(async () => !await database.KeyExistsAsync("lease"), "a lease has run out");
        }
    });

    private async Task With(Func<IDatabase, Task> use)
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync(Connection + ",allowAdmin=true");
        await use(connection.GetDatabase());
    }
}
