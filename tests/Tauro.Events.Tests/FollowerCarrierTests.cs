using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Tauro.Contracts.Events;
using Tauro.TestServers;

namespace Tauro.Events.Tests;

/// <summary>The carrier without a broker: the consumer follows the event feed of the other service.</summary>
public sealed class FollowerCarrierTests : CarrierContract
{
    private readonly int port = FreePort.Next();
    private TestBus? source;

    protected override string Connection => $"http://127.0.0.1:{port}";

    public override ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await StopServer();
    }

    [Fact]
    public async Task A_restarted_consumer_continues_from_its_cursor()
    {
        await StartServer();
        await using (await StartSubscriber())
        {
            Write(1, 10);
            await TestBus.WaitForEvents(Inbox, 10);
        }

        Write(11, 20);
        await using var again = await StartSubscriber();
        await TestBus.WaitForEvents(Inbox, 20);

        Assert.Equal(20, Inbox.Handled.Count);
        AssertAll(20);
    }

    [Fact]
    public async Task The_cursor_moves_past_events_that_are_not_consumed()
    {
        await StartServer();
        await using var subscriber = await StartSubscriber();

        await Eventually.True(
            async () =>
            {
                Log.Append(new ExperimentDeleted(new("1"), "name"));
                return await subscriber.Cursor() > 0;
            },
            "the cursor moves");
        Assert.Empty(Inbox.Attempts);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(30)]
    public async Task A_replaced_history_is_read_from_the_beginning(int length)
    {
        await StartServer();
        await using var subscriber = await StartSubscriber();
        Write(1, 10);
        await TestBus.WaitForEvents(Inbox, 10);
        await Eventually.True(async () => await subscriber.Cursor() == 10, "the cursor is saved");
        await StopServer();

        Log = new TestEventLog("tracking");
        Write(1, length);
        await StartServer();
        await Eventually.True(() => Inbox.Handled.Count == 10 + length, "the new history is read");

        Assert.Equal(
            Enumerable.Range(1, length).Select(i => (long)i),
            Inbox.Handled.Skip(10).Select(delivery => delivery.Sequence));
        await Eventually.True(async () => await subscriber.Cursor() == length, "the cursor is saved");
    }

    [Fact]
    public async Task Expired_events_of_the_source_are_skipped()
    {
        await StartServer();
        Write(1, 50);
        Log.Expire(37);
        await using var subscriber = await StartSubscriber();
        await TestBus.WaitForEvents(Inbox, 13);

        Assert.Equal((38, 50), (Inbox.Sequences.First(), Inbox.Sequences.Last()));
        await Eventually.True(async () => await subscriber.Cursor() == 50, "the cursor is saved");
    }

    [Fact]
    public async Task While_the_source_is_unavailable_the_service_is_degraded_but_ready()
    {
        await using var subscriber = await StartSubscriber();
        var failure = await subscriber.WaitForFailure();

        Assert.Equal("Follower", failure.Data["carrier"]);
        Assert.Contains("tauro.registry.source-runs", failure.Description, StringComparison.Ordinal);
        Assert.Equal(200, (await subscriber.Service.Get("/health/ready")).Status);
    }

    [Fact]
    public async Task A_service_without_a_source_reports_that_no_events_arrive()
    {
        await using var alone = await TestBus.Subscriber(null, Inbox, Folder, _ => { });
        var health = await alone.Health();

        Assert.Equal(HealthStatus.Degraded, health.Status);
        Assert.Contains("services:tracking:http:0", health.Description, StringComparison.Ordinal);
        Assert.False(health.Data.ContainsKey("since"));
    }

    [Fact]
    public void A_consumer_that_is_not_in_the_subscriptions_is_rejected()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddScoped<SourceRunsConsumer>();

        // Registry's consumer in Tracking: no publisher would create its queue.
        var refused = Assert.Throws<InvalidOperationException>(() => builder.AddTauroEvents("tracking"));
        Assert.Contains("tauro.tracking.source-runs", refused.Message, StringComparison.Ordinal);
    }

    protected override async Task<IAsyncDisposable> StartPublisher(params string[] settings)
    {
        await StartServer();
        return source!;
    }

    protected override async Task StartServer() => source ??= await TestBus.Publisher(null, Log, port);

    protected override async Task StopServer()
    {
        if (source is not null) await source.DisposeAsync();
        source = null;
    }

    protected override Task<HealthReportEntry> WaitForFailure(TestBus subscriber) => subscriber.WaitForFailure();
}
