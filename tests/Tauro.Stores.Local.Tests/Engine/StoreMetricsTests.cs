using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Tauro.Contracts.Experiments;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.Runs;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Tests.Crash;
using Tauro.Stores.Local.Tests.Simulated;
using Tauro.Stores.Local.Tracking;

namespace Tauro.Stores.Local.Tests.Engine;

public sealed class StoreMetricsTests
{
    [Fact]
    public async Task A_commit_during_a_checkpoint_is_counted_with_that_activity()
    {
        await using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var meters = services.GetRequiredService<IMeterFactory>();
        using var listener = Listen(meters, out var heard);
        var disk = new SimulatedDisk();
        var options = new LocalStoreOptions { Background = false, FreeBytesMin = 0 };
        await using var engine = LocalEngine<TrackingState>.Open(new LocalEngineParts<TrackingState>(
            disk, () => new TrackingState(options), options, new FrozenClock(), NullLogger.Instance,
            new StoreMetrics(meters)));
        var runs = await LocalRunStore.Open(engine, Entropy.System);
        await runs.CreateExperiment(new NewExperiment("before"));
        Assert.DoesNotContain(("tauro.store.commit.duration", "checkpoint"), heard.Keys);
        var concurrent = Task.CompletedTask;
        var operations = 0;
        disk.Changed = _ =>
        {
            if (Interlocked.Increment(ref operations) == 1)
                concurrent = runs.CreateExperiment(new NewExperiment("during")).AsTask();
        };

        await engine.Checkpoints.Run();
        await concurrent;
        disk.Changed = null;
        // A commit is counted after it returns, and before the next one does.
        await runs.CreateExperiment(new NewExperiment("after"));

        Assert.Equal(1, heard[("tauro.store.commit.duration", "checkpoint")]);
        Assert.Equal(1, heard[("tauro.store.checkpoint.duration", "")]);
        Assert.DoesNotContain(("tauro.store.compaction.duration", ""), heard.Keys);
        Assert.Contains(("tauro.store.append.duration", "idle"), heard.Keys);
    }

    private static MeterListener Listen(IMeterFactory meters, out ConcurrentDictionary<(string, string), int> heard)
    {
        var counted = heard = new ConcurrentDictionary<(string, string), int>();
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Scope == meters) self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => counted.AddOrUpdate(
            (instrument.Name, tags.Length > 0 ? (string)tags[0].Value! : ""), 1, (_, count) => count + 1));
        listener.Start();
        return listener;
    }
}
