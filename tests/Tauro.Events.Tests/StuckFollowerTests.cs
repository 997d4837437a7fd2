using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Tauro.Contracts.Events;
using Tauro.ServiceDefaults.Health;
using Tauro.TestServers;

namespace Tauro.Events.Tests;

public sealed class StuckFollowerTests
{
    [Fact]
    public async Task A_follower_that_neither_fails_nor_handles_the_waiting_events_is_reported()
    {
        var log = new TestEventLog("registry");
        using var follower = new TestFollower(
            log, TimeSpan.FromMinutes(1), stepTimeMax: TimeSpan.FromSeconds(3));
        using var stuck = new ManualResetEventSlim();
        follower.Before = _ => stuck.Wait();
        var check = new EventsHealthCheck(
            new EventsSetup(EventCarrier.Follower, []), [follower], log, null!, Options.Create(new HealthOptions()));
        await follower.StartAsync(CancellationToken.None);

        await Eventually.True(() => follower.StepAge > TimeSpan.FromSeconds(4), "it waits for events");
        Assert.Equal(HealthStatus.Healthy, (await Check()).Status);

        log.Append(new ExperimentDeleted(new("1"), "name"));
        await Eventually.True(() => follower.StepAge < TimeSpan.FromSeconds(2), "the step begins with the event");
        HealthCheckResult health = default;
        await Eventually.True(
            async () => (health = await Check()).Status == HealthStatus.Degraded, "the follower is reported");
        Assert.Contains("test has handled no event for", health.Description);
        Assert.True(health.Data.ContainsKey("test_step_age_seconds"));

        stuck.Set();
        await Eventually.True(async () => (await Check()).Status == HealthStatus.Healthy, "it works again");
        await follower.StopAsync(CancellationToken.None);

        Task<HealthCheckResult> Check() => check.CheckHealthAsync(new HealthCheckContext());
    }
}
