using Microsoft.Extensions.Time.Testing;

namespace Tauro.Events.Tests;

public sealed class PublishPaceTests
{
    private readonly FakeTimeProvider time = new();

    [Fact]
    public void A_few_events_never_wait()
    {
        var pace = new PublishPace(1_000, time);

        Assert.True(pace.Next(64, TimeSpan.Zero, false, default).IsCompleted);
    }

    [Fact]
    public void Events_over_the_limit_wait_for_their_share_of_a_second()
    {
        var pace = new PublishPace(1_000, time);

        var next = pace.Next(500, TimeSpan.Zero, false, default);
        time.Advance(TimeSpan.FromMilliseconds(499));
        Assert.False(next.IsCompleted);

        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(next.IsCompleted);
    }

    [Fact]
    public void A_slow_publish_is_followed_by_a_rest_four_times_as_long()
    {
        var pace = new PublishPace(1_000, time);

        var next = pace.Next(64, TimeSpan.FromMilliseconds(200), false, default);
        time.Advance(TimeSpan.FromMilliseconds(799));
        Assert.False(next.IsCompleted);

        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(next.IsCompleted);
    }

    [Fact]
    public void With_a_backlog_half_of_the_time_is_used_whatever_the_number_of_events()
    {
        var pace = new PublishPace(1_000, time);

        var next = pace.Next(5_000, TimeSpan.FromMilliseconds(200), true, default);
        time.Advance(TimeSpan.FromMilliseconds(199));
        Assert.False(next.IsCompleted);

        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(next.IsCompleted);
    }

    [Fact]
    public void The_rest_after_a_stalled_broker_is_limited()
    {
        var pace = new PublishPace(1_000, time);

        var next = pace.Next(1, TimeSpan.FromSeconds(9), false, default);
        time.Advance(TimeSpan.FromSeconds(5));

        Assert.True(next.IsCompleted);
    }

    [Fact]
    public void Idle_time_does_not_accumulate()
    {
        var pace = new PublishPace(1_000, time);

        time.Advance(TimeSpan.FromHours(1));

        Assert.False(pace.Next(500, TimeSpan.Zero, false, default).IsCompleted);
    }

    [Fact]
    public void A_clock_that_is_set_back_delays_nothing()
    {
        var clock = new SetBackClock();
        var pace = new PublishPace(1_000, clock);
        clock.SetBack(TimeSpan.FromHours(1));

        Assert.True(pace.Next(64, TimeSpan.Zero, false, default).IsCompleted);
    }

    /// <summary>A clock whose time of day can be set back.</summary>
    private sealed class SetBackClock : TimeProvider
    {
        private TimeSpan back;

        public void SetBack(TimeSpan by) => back = by;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddYears(50) - back;

        public override long GetTimestamp() => 0;
    }
}
