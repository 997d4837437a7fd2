using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Tauro.Contracts.Events;
using Tauro.Events;
using Tauro.TestServers;

namespace Tauro.Events.Tests;

/// <summary>The relay on the memory carrier, where publisher and subscriber are one process.</summary>
public sealed class RelayTests
{
    private const string Follower = "relay-in-memory";

    private readonly TestEventLog log = new("registry");
    private readonly Inbox inbox = new();

    private Task<TestBus> Start(params string[] settings) =>
        TestBus.Start("registry", null, log, services => services.AddSingleton(inbox), settings);

    [Fact]
    public async Task Events_arrive_in_order_each_with_its_own_stable_id()
    {
        await using var bus = await Start("BatchEventsMax=7");
        for (var i = 1; i <= 100; i++) log.Append(TestBus.Ended(i));
        await TestBus.Received(inbox, 100);

        Assert.Equal(Enumerable.Range(1, 100).Select(i => (long)i), inbox.Handled.Select(one => one.Sequence));
        Assert.Equal(100, inbox.Handled.Select(one => one.MessageId).Distinct().Count());
        Assert.Equal(TestBus.Ended(7), inbox.Handled[6].Happened);
    }

    [Fact]
    public async Task An_event_carries_its_cloud_event_attributes()
    {
        const string Trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        await using var bus = await Start();
        log.Append(TestBus.Ended(1), Trace);
        await TestBus.Received(inbox, 1);

        var headers = inbox.Handled[0].Headers;
        Assert.Equal("1.0", headers["ce-specversion"]);
        Assert.Equal("registry/1", headers["ce-id"]);
        Assert.Equal("/tauro/registry", headers["ce-source"]);
        Assert.Equal("tauro.run.ended", headers["ce-type"]);
        Assert.Equal("runs/run-1", headers["ce-subject"]);
        Assert.Equal($"{(await log.Read(0, 1)).Value[0].Time:O}", headers["ce-time"]);
        Assert.Equal("1", headers["ce-sequence"]);
        Assert.Equal(Trace, headers["traceparent"]);
    }

    [Fact]
    public async Task A_restarted_relay_goes_on_from_its_cursor()
    {
        await using (await Start())
        {
            for (var i = 1; i <= 10; i++) log.Append(TestBus.Ended(i));
            await TestBus.Received(inbox, 10);
        }

        Assert.Equal(10, log.CursorOf(Follower));
        for (var i = 11; i <= 20; i++) log.Append(TestBus.Ended(i));
        await using var again = await Start();
        await TestBus.Received(inbox, 20);

        Assert.Equal(20, inbox.Handled.Count);
    }

    [Fact]
    public async Task A_repeated_event_has_the_id_it_had_before()
    {
        log.Append(TestBus.Ended(1));
        await using (await Start()) await TestBus.Received(inbox, 1);
        await log.SetCursor(Follower, 0);
        await using var again = await Start();
        await Eventually.True(() => inbox.Handled.Count == 2, "the event has arrived twice");

        Assert.Equal(inbox.Handled[0].MessageId, inbox.Handled[1].MessageId);
    }

    [Fact]
    public async Task The_cursor_is_not_kept_for_each_event()
    {
        await using var bus = await Start("CursorInterval=00:00:30");
        for (var i = 1; i <= 500; i++) log.Append(TestBus.Ended(i));
        await TestBus.Received(inbox, 500);

        Assert.Equal(0, log.CursorWrites);
        await bus.DisposeAsync();
        Assert.Equal(1, log.CursorWrites);
        Assert.Equal(500, log.CursorOf(Follower));
    }

    [Fact]
    public async Task The_cursor_is_kept_when_nothing_happens_any_more()
    {
        await using var bus = await Start();
        log.Append(TestBus.Ended(1));

        await Eventually.True(() => log.CursorOf(Follower) == 1, "the cursor is kept");
    }

    [Fact]
    public async Task Events_that_retention_has_cut_are_passed_over()
    {
        for (var i = 1; i <= 50; i++) log.Append(TestBus.Ended(i));
        log.Cut(37);
        await using var bus = await Start();
        await TestBus.Received(inbox, 13);

        Assert.Equal(38, inbox.Sequences.First());
        Assert.Equal(50, inbox.Sequences.Last());
    }

    [Fact]
    public async Task An_event_of_an_unknown_type_holds_up_nothing()
    {
        log.Append("tauro.run.teleported", TestBus.Ended(1));
        log.Append(TestBus.Ended(2));
        await using var bus = await Start();
        await TestBus.Received(inbox, 1);

        Assert.Equal(2, inbox.Handled[0].Sequence);
    }

    [Fact]
    public async Task Two_events_of_one_subject_are_never_under_way_together()
    {
        foreach (var run in new[] { 1, 2, 3, 2, 4 }) log.Append(TestBus.Ended(run));
        var events = (await log.Read(0, 10)).Value;

        Assert.Equal(3, PublishWindow.LengthAt(events, 0, lengthMax: 10));
        Assert.Equal(2, PublishWindow.LengthAt(events, 3, lengthMax: 10));
        Assert.Equal(2, PublishWindow.LengthAt(events, 0, lengthMax: 2));
    }

    [Fact]
    public async Task Without_a_carrier_the_status_says_so()
    {
        await using var bus = await Start();
        var health = await bus.Health();

        Assert.Equal(HealthStatus.Degraded, health.Status);
        Assert.Contains("kept in the history, not distributed", health.Description, StringComparison.Ordinal);
        Assert.Equal("InMemory", health.Data["carrier"]);
    }

    [Fact]
    public void A_consumer_that_the_subscriptions_do_not_know_is_refused()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddScoped<SourceRunsConsumer>();

        // Registry's consumer in Tracking: its queue would be one that no publisher fills.
        var refused = Assert.Throws<InvalidOperationException>(() => builder.AddTauroBus("tracking"));
        Assert.Contains("tauro.tracking.source-runs", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_subscription_takes_events_that_exist() => Assert.All(
        Subscriptions.All, one => Assert.Subset(EventCatalog.Types.Values.ToHashSet(), one.Events.ToHashSet()));
}
