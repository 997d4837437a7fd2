using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Tauro.Contracts.Experiments;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.Runs;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Tests.Simulated;
using Tauro.Stores.Local.Tracking;

namespace Tauro.Stores.Local.Tests.Engine;

public sealed class LateCheckpointTests
{
    private readonly FakeTimeProvider time = new(DateTimeOffset.UnixEpoch.AddYears(50));

    [Fact]
    public async Task A_store_whose_checkpoints_stopped_is_degraded_and_reports_their_age()
    {
        // Nothing runs in the background, as if the loop hung.
        var options = new LocalStoreOptions { Background = false, FreeBytesMin = 0 };
        await using var engine = LocalEngine<TrackingState>.Open(new(
            new SimulatedDisk(), () => new TrackingState(options), options, time, NullLogger.Instance));
        await new LocalRunStore(engine, Entropy.System).CreateExperiment(new NewExperiment("a"));
        var probe = new LocalStoreProbe<TrackingState>(engine);

        time.Advance(TimeSpan.FromMinutes(5));
        var health = await probe.Check();
        Assert.False(health.Degraded, health.Reason);
        Assert.Equal((300L, 300L), Ages(health));

        time.Advance(TimeSpan.FromMinutes(6));
        health = await probe.Check();
        Assert.True(health is { Ready: true, Degraded: true });
        Assert.Contains("No checkpoint has ended for 0:11:00", health.Reason);
        Assert.Equal((660L, 660L), Ages(health));

        await engine.Checkpoints.Run();
        health = await probe.Check();
        Assert.False(health.Degraded, health.Reason);
        Assert.Equal((0L, 0L), Ages(health));
    }

    private static (object, object) Ages(StoreHealth health) =>
        (health.Details["checkpoint_age_seconds"], health.Details["compaction_age_seconds"]);
}
