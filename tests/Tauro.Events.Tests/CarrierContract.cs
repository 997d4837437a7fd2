using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Tauro.Contracts.Events;
using Tauro.Contracts.Json;
using Tauro.Contracts.Paging;
using Tauro.Stores;
using Tauro.Stores.Events;
using Tauro.TestServers;

namespace Tauro.Events.Tests;

/// <summary>The tests that every event carrier must pass, with real servers.</summary>
public abstract class CarrierContract : IAsyncLifetime
{
    protected TestEventLog Log { get; set; } = new("tracking");

    protected Inbox Inbox { get; } = new();

    protected TemporaryFolder Folder { get; } = new();

    /// <summary>The connection string or URL that the subscriber gets its events from.</summary>
    protected abstract string Connection { get; }

    public abstract ValueTask InitializeAsync();

    /// <summary>Starts the service that publishes the events.</summary>
    protected abstract Task<IAsyncDisposable> StartPublisher(params string[] settings);

    /// <summary>Stops the server that carries the events.</summary>
    protected abstract Task StopServer();

    protected abstract Task StartServer();

    /// <summary>Waits until a service reports that the carrier is unavailable.</summary>
    protected abstract Task<HealthReportEntry> WaitForFailure(TestBus subscriber);

    public virtual async ValueTask DisposeAsync()
    {
        await StartServer();
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Events_arrive_in_order_with_unique_stable_ids()
    {
        await using var subscriber = await StartSubscriber();
        await using var publisher = await StartPublisher("BatchEventsMax=30");
        Write(1, 200);
        await TestBus.WaitForEvents(Inbox, 200);

        AssertAll(200);
        Assert.Equal(200, Inbox.Handled.Count);
        Assert.Equal(200, Inbox.Handled.Select(delivery => delivery.MessageId).Distinct().Count());
        Assert.Equal(TestBus.Ended(9), Inbox.Handled[8].Event);
    }

    [Fact]
    public async Task An_event_carries_its_cloud_event_attributes()
    {
        const string Trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        await using var subscriber = await StartSubscriber();
        await using var publisher = await StartPublisher();
        Log.Append(TestBus.Ended(1), Trace);
        await TestBus.WaitForEvents(Inbox, 1);

        var record = (await Log.Read(0, 1)).Value[0];
        var headers = Inbox.Handled[0].Headers;
        Assert.Equal(EventMessageId.Create(record), Inbox.Handled[0].MessageId);
        Assert.Equal("1.0", headers["ce-specversion"]);
        Assert.Equal("tracking/1", headers["ce-id"]);
        Assert.Equal("/tauro/tracking", headers["ce-source"]);
        Assert.Equal("tauro.run.ended", headers["ce-type"]);
        Assert.Equal("runs/run-1", headers["ce-subject"]);
        Assert.Equal($"{record.Time:O}", headers["ce-time"]);
        Assert.Equal("1", headers["ce-sequence"]);
        Assert.Equal(Trace, headers["traceparent"]);
    }

    [Fact]
    public async Task An_event_of_an_unknown_type_does_not_block_others()
    {
        Log.Append("tauro.run.teleported", TestBus.Ended(1));
        Log.Append(TestBus.Ended(2));
        await using var subscriber = await StartSubscriber();
        await using var publisher = await StartPublisher();
        await TestBus.WaitForEvents(Inbox, 1);

        Assert.Equal(2, Inbox.Handled[0].Sequence);
    }

    [Fact]
    public async Task Events_written_while_the_carrier_is_unavailable_arrive_later()
    {
        await using var subscriber = await StartSubscriber();
        await using var publisher = await StartPublisher();
        Write(1, 50);
        await TestBus.WaitForEvents(Inbox, 50);

        await StopServer();
        Write(51, 150);
        var failure = await WaitForFailure(subscriber);
        await StartServer();
        Write(151, 200);
        await TestBus.WaitForEvents(Inbox, 200);

        AssertAll(200);
        Assert.Equal(HealthStatus.Degraded, failure.Status);
        await Eventually.True(
            async () => (await subscriber.Health()).Status == HealthStatus.Healthy, "the subscriber is healthy again");
    }

    [Fact]
    public async Task Services_start_while_the_carrier_is_unavailable()
    {
        await StopServer();
        await using var subscriber = await StartSubscriber();
        await using var publisher = await StartPublisher();
        await StopServer();
        Write(1, 10);
        await WaitForFailure(subscriber);
        await StartServer();
        await TestBus.WaitForEvents(Inbox, 10);

        AssertAll(10);
    }

    [Fact]
    public async Task A_consumer_that_fails_twice_gets_the_event_a_third_time()
    {
        Inbox.Before = (_, attempt, _) => attempt < 3 ? throw new InvalidDataException("not yet") : Task.CompletedTask;
        await using var subscriber = await StartSubscriber();
        await using var publisher = await StartPublisher();
        Write(1, 5);
        await TestBus.WaitForEvents(Inbox, 5);

        AssertAll(5);
        Assert.Equal(15, Inbox.Attempts.Count);
        Assert.Empty(await ListDead(subscriber));
    }

    [Fact]
    public async Task Failures_of_the_store_do_not_count_as_attempts()
    {
        Inbox.Before = (delivery, attempt, _) => attempt > 1 ? Task.CompletedTask : throw delivery.Sequence switch
        {
            1 => new StorageFullException("full"),
            2 => new StorageUnavailableException("away"),
            _ => new StorageBusyException("busy"),
        };
        await using var subscriber = await StartSubscriber("AttemptsMax=1");
        await using var publisher = await StartPublisher();
        Write(1, 3);
        await TestBus.WaitForEvents(Inbox, 3);

        AssertAll(3);
        Assert.Empty(await ListDead(subscriber));
    }

    [Fact]
    public async Task An_event_waits_however_long_the_store_accepts_no_writes()
    {
        Inbox.Before = (delivery, attempt, _) =>
            delivery.Sequence == 1 && attempt < 6 ? throw new StorageFullException("full") : Task.CompletedTask;
        await using var subscriber = await StartSubscriber("StoreAttemptsMax=1");
        await using var publisher = await StartPublisher();
        Write(1, 2);
        await TestBus.WaitForEvents(Inbox, 2);

        // RabbitMQ may redeliver a returned event after events that it has already delivered.
        Assert.Equal([1L, 2], Inbox.Sequences.Order());
        Assert.Empty(await ListDead(subscriber));
    }

    [Fact]
    public async Task An_event_that_always_fails_is_moved_to_the_dead_list_and_does_not_block_others()
    {
        Inbox.Before = (delivery, _, _) =>
            delivery.Sequence == 3 ? throw new InvalidDataException("never") : Task.CompletedTask;
        await using var subscriber = await StartSubscriber("AttemptsMax=4");
        await using var publisher = await StartPublisher();
        Write(1, 6);
        await TestBus.WaitForEvents(Inbox, 5);

        Assert.Equal([1, 2, 4, 5, 6], Inbox.Sequences);
        Assert.Equal(4, Inbox.Attempts.Count(delivery => delivery.Sequence == 3));
        await Eventually.True(async () => (await ListDead(subscriber)).Count == 1, "the event is in the dead list");
        var dead = Assert.Single(await ListDead(subscriber));
        Assert.Equal(Subscriptions.RegistrySourceRuns.Queue, dead.Queue);
        Assert.Equal(
            JsonSerializer.Serialize((await Log.Read(2, 1)).Value[0], TauroJson.Options),
            JsonSerializer.Serialize(dead.Event, TauroJson.Options));
        Assert.Equal((4, "never"), (dead.Attempts, dead.Error));

        Inbox.Before = null;
        var redelivered = await subscriber.Service.Post($"/api/v1/registry/events/dead/{dead.Id}/redeliver", "");
        Assert.Equal(204, redelivered.Status);
        Assert.Equal(3, Inbox.Handled[^1].Sequence);
        Assert.Empty(await ListDead(subscriber));
    }

    [Fact]
    public async Task An_event_is_retried_when_the_dead_list_does_not_accept_it()
    {
        Inbox.Before = (delivery, attempt, _) =>
            delivery.Sequence == 1 && attempt < 5 ? throw new InvalidDataException("not yet") : Task.CompletedTask;
        await using var subscriber = await TestBus.Subscriber(
            Connection, Inbox, Folder, services => services.AddSingleton<IDeadEventStore, FullDeadEvents>(),
            "AttemptsMax=2");
        await using var publisher = await StartPublisher();
        Write(1, 2);
        await TestBus.WaitForEvents(Inbox, 2);

        // RabbitMQ may redeliver a returned event after events that it has already delivered.
        Assert.Equal([1L, 2], Inbox.Sequences.Order());
    }

    protected Task<TestBus> StartSubscriber(params string[] settings) =>
        TestBus.Subscriber(Connection, Inbox, Folder, _ => { }, settings);

    protected static async Task<IReadOnlyList<DeadEvent>> ListDead(TestBus subscriber) =>
        (await subscriber.Services.GetRequiredService<IDeadEventStore>().List(new PageRequest())).Value.Items;

    protected void Write(int from, int to)
    {
        for (var i = from; i <= to; i++) Log.Append(TestBus.Ended(i));
    }

    protected void AssertAll(int count) =>
        Assert.Equal(Enumerable.Range(1, count).Select(i => (long)i), Inbox.Sequences);
}
