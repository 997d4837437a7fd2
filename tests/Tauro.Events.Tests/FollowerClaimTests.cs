using Tauro.TestServers;

namespace Tauro.Events.Tests;

/// <summary>Tests that only one of several instances of a service follows.</summary>
public sealed class FollowerClaimTests : IAsyncLifetime
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(3);

    private readonly TestEventLog log = new("registry");
    private readonly List<TestFollower> started = [];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var follower in started) await Stop(follower);
    }

    [Fact]
    public async Task A_second_follower_waits_and_continues_where_the_first_stopped()
    {
        var first = await Start();
        Write(1, 20);
        await Handled(first, 20);
        var second = await Start();
        await Eventually.True(() => second.Status.Holder is not null, "the second waits");
        Write(21, 30);
        await Handled(first, 30);
        Assert.Empty(second.Handled);

        await Stop(first);
        Write(31, 40);
        await Handled(second, 10);
        Assert.Equal(Numbers(1, 30), first.Handled);
        Assert.Equal(Numbers(31, 40), second.Handled);
        Assert.Null(second.Status.Holder);
    }

    [Fact]
    public async Task A_stopped_follower_releases_its_claim()
    {
        var follower = await Start(TimeSpan.FromHours(1));
        Write(1, 1);
        await Handled(follower, 1);
        await Stop(follower);

        Assert.Equal("other", (await log.Claim("test", "other", Short)).Holder);
    }

    [Fact]
    public async Task A_follower_that_lost_its_claim_saves_no_cursor_and_misses_no_event()
    {
        var follower = await Start();
        Write(1, 10);
        await Eventually.True(() => log.GetCursorPosition("test") == 10, "the cursor is saved");
        var other = log.TakeOver("test", "other");
        Write(11, 20);
        await Eventually.True(() => follower.Status.Holder == "other", "it waits");
        Assert.Equal(10, log.GetCursorPosition("test"));

        Assert.True(await log.SetCursor(other, new(15)));
        await log.Release(other);
        await Eventually.True(() => log.GetCursorPosition("test") == 20, "the follower continues");
        // The other holder also handled the events that this one handled without a claim; none is missing.
        Assert.Equal(Numbers(16, 20), follower.Handled.TakeLast(5));
        Assert.Equal(Numbers(1, 10), follower.Handled.Take(10));
    }

    [Fact]
    public async Task A_follower_that_cannot_renew_its_claim_stops_until_the_store_is_available_again()
    {
        var follower = await Start();
        Write(1, 10);
        await Eventually.True(() => log.GetCursorPosition("test") == 10, "the cursor is saved");
        log.IsAway = true;
        await Eventually.True(() => follower.Status.Failure is not null, "it has no claim");
        Write(11, 20);
        Assert.Equal(10, follower.Handled.Count);

        log.IsAway = false;
        await Handled(follower, 20);
        Assert.Equal(Numbers(1, 20), follower.Handled);
    }

    [Fact]
    public async Task A_claim_is_renewed_before_it_expires()
    {
        var first = await Start(Soon);
        Write(1, 1);
        await Handled(first, 1);
        var end = (await log.Claim("test", "other", Soon)).Expires + (4 * Soon);
        await Eventually.True(
            async () => await log.Claim("test", "other", Soon) is var claim && claim.Holder != "other"
                && claim.Expires > end,
            "the claim was renewed");
    }

    private static IEnumerable<long> Numbers(int from, int to) =>
        Enumerable.Range(from, to - from + 1).Select(i => (long)i);

    private static Task Handled(TestFollower follower, int count) =>
        Eventually.True(() => follower.Handled.Count >= count, $"{count} events are handled");

    private static async Task Stop(TestFollower follower)
    {
        await follower.StopAsync(CancellationToken.None);
        follower.Dispose();
    }

    private void Write(int from, int to)
    {
        for (var i = from; i <= to; i++) log.Append(TestBus.Ended(i));
    }

    private async Task<TestFollower> Start(TimeSpan? claimDuration = null)
    {
        var follower = new TestFollower(log, Soon, claimDuration ?? Short);
        started.Add(follower);
        await follower.StartAsync(CancellationToken.None);
        return follower;
    }
}
