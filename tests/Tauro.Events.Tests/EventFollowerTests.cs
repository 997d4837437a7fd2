using Tauro.Contracts.Events;
using Tauro.TestServers;

namespace Tauro.Events.Tests;

/// <summary>The behavior that all event followers share.</summary>
public sealed class EventFollowerTests : IAsyncLifetime
{
    private static readonly TimeSpan ShortInterval = TimeSpan.FromMilliseconds(50);

    private readonly TestEventLog log = new("registry");
    private TestFollower? running;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await Stop();

    [Fact]
    public async Task Events_are_handled_in_order_and_a_restart_continues_from_the_cursor()
    {
        var first = await Start(ShortInterval);
        Write(1, 100);
        await WaitForHandled(first, 100);
        await Stop();

        Assert.Equal(100, log.GetCursorPosition("test"));
        Write(101, 120);
        var second = await Start(ShortInterval);
        await WaitForHandled(second, 20);
        Assert.Equal(Enumerable.Range(1, 100).Select(i => (long)i), first.Handled);
        Assert.Equal(Enumerable.Range(101, 20).Select(i => (long)i), second.Handled);
    }

    [Fact]
    public async Task The_cursor_is_not_saved_for_each_event()
    {
        var follower = await Start(TimeSpan.FromMinutes(1));
        Write(1, 500);
        await WaitForHandled(follower, 500);

        Assert.Equal(0, log.CursorWrites);
        await Stop();
        Assert.Equal(1, log.CursorWrites);
        Assert.Equal(500, log.GetCursorPosition("test"));
    }

    [Fact]
    public async Task The_cursor_is_saved_when_no_more_events_arrive()
    {
        await Start(ShortInterval);
        Write(1, 1);

        await Eventually.True(() => log.GetCursorPosition("test") == 1, "the cursor is saved");
    }

    [Fact]
    public async Task Expired_events_are_skipped()
    {
        Write(1, 50);
        log.Expire(37);
        var follower = await Start(ShortInterval);
        await WaitForHandled(follower, 13);

        Assert.Equal(Enumerable.Range(38, 13).Select(i => (long)i), follower.Handled);
    }

    [Fact]
    public async Task A_follower_reports_its_recovery_without_a_new_event()
    {
        log.RefusesReads = true;
        var follower = await Start(ShortInterval);
        await Eventually.True(() => follower.Status.Failure is not null, "the follower fails");

        log.RefusesReads = false;
        await Eventually.True(() => follower.Status.Failure is null, "the follower works");
    }

    [Fact]
    public async Task After_a_failure_the_follower_continues_after_the_last_handled_event()
    {
        var failures = 3;
        var follower = new TestFollower(log, ShortInterval)
        {
            Before = record =>
            {
                if (record.Sequence == 5 && failures-- > 0) throw new InvalidDataException("not yet");
            },
        };
        await Run(follower);
        Write(1, 10);
        await WaitForHandled(follower, 10);

        Assert.Equal(Enumerable.Range(1, 10).Select(i => (long)i), follower.Handled);
        await Eventually.True(() => follower.Status.Failure is null, "the follower works again");
    }

    [Fact]
    public async Task A_failing_follower_reports_the_reason_and_its_lag()
    {
        var follower = new TestFollower(log, ShortInterval)
        {
            Before = record =>
            {
                if (record.Sequence > 4) throw new InvalidDataException("never");
            },
        };
        Write(1, 10);
        await Run(follower);
        await Eventually.True(() => follower.Status.Failure is not null, "it fails");

        Assert.Equal("never", follower.Status.Failure!.Value.Reason);
        Assert.Equal((4, 6), (follower.Status.Position, follower.Status.Lag));
    }

    [Fact]
    public async Task Two_events_of_one_subject_are_never_published_together()
    {
        foreach (var run in new[] { 1, 2, 3, 2, 4 }) log.Append(TestBus.Ended(run));
        var events = (await log.Read(0, 10)).Value;

        Assert.Equal(3, PublishWindow.LengthAt(events, 0, lengthMax: 10));
        Assert.Equal(2, PublishWindow.LengthAt(events, 3, lengthMax: 10));
        Assert.Equal(2, PublishWindow.LengthAt(events, 0, lengthMax: 2));
    }

    [Fact]
    public void Every_subscription_contains_existing_events_only() => Assert.All(
        Subscriptions.All,
        subscription => Assert.Subset(EventCatalog.Types.Values.ToHashSet(), subscription.Events.ToHashSet()));

    private static Task WaitForHandled(TestFollower follower, int count) =>
        Eventually.True(() => follower.Handled.Count >= count, $"{count} events are handled");

    private void Write(int from, int to)
    {
        for (var i = from; i <= to; i++) log.Append(TestBus.Ended(i));
    }

    private async Task<TestFollower> Start(TimeSpan cursorInterval)
    {
        var follower = new TestFollower(log, cursorInterval);
        await Run(follower);
        return follower;
    }

    private Task Run(TestFollower follower)
    {
        running = follower;
        return follower.StartAsync(CancellationToken.None);
    }

    private async Task Stop()
    {
        if (running is null) return;
        await running.StopAsync(CancellationToken.None);
        running.Dispose();
    }
}
