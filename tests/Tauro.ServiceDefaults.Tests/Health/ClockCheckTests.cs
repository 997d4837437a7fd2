using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Tauro.ServiceDefaults.Health;

namespace Tauro.ServiceDefaults.Tests.Health;

public sealed class ClockCheckTests
{
    private readonly MovableClock time = new();
    private readonly ClockCheck check;

    public ClockCheckTests() => check = new(time, Options.Create(new HealthOptions()));

    [Theory]
    [InlineData(60, "forwards by 0:01:00"), InlineData(-3600, "backwards by 1:00:00")]
    public async Task A_jump_is_reported_for_ten_minutes(int seconds, string reason)
    {
        time.Advance(TimeSpan.FromHours(5));
        Assert.Equal(HealthStatus.Healthy, (await Check()).Status);

        time.Offset += TimeSpan.FromSeconds(seconds);
        var found = await Check();
        Assert.Equal(HealthStatus.Degraded, found.Status);
        Assert.Contains(reason, found.Description);

        time.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal(HealthStatus.Degraded, (await Check()).Status);
        time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(HealthStatus.Healthy, (await Check()).Status);
    }

    [Fact]
    public async Task A_clock_that_is_adjusted_slowly_has_not_jumped()
    {
        for (var i = 0; i < 100; i++)
        {
            time.Advance(TimeSpan.FromSeconds(10));
            time.Offset += TimeSpan.FromSeconds(1);
            Assert.Equal(HealthStatus.Healthy, (await Check()).Status);
        }
    }

    private Task<HealthCheckResult> Check() => check.CheckHealthAsync(new HealthCheckContext());

    /// <summary>A clock that a person can set, while the time that has passed goes on.</summary>
    private sealed class MovableClock : TimeProvider
    {
        private readonly FakeTimeProvider passed = new();

        public TimeSpan Offset { get; set; }

        public override long TimestampFrequency => passed.TimestampFrequency;

        public override long GetTimestamp() => passed.GetTimestamp();

        public override DateTimeOffset GetUtcNow() => passed.GetUtcNow() + Offset;

        public void Advance(TimeSpan time) => passed.Advance(time);
    }
}
