using Microsoft.Extensions.Logging.Abstractions;
using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Models;
using Tauro.Contracts.Retention;
using Tauro.Contracts.Runs;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.Models;
using Tauro.Stores.Local.Purges;
using Tauro.Stores.Local.Registry;
using Tauro.Stores.Local.Retention;
using Tauro.Stores.Local.Runs;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Tests.Engine;
using Tauro.Stores.Local.Tests.Simulated;
using Tauro.Stores.Local.Tracking;

namespace Tauro.Stores.Local.Tests.Crash;

/// <summary>
/// A crash after every I/O operation of a retention job. The opened store continues the job, and ends with what a job
/// without a crash ends with: the same documents, files, counts and bytes.
/// </summary>
public sealed class RetentionCrashTests(ITestOutputHelper output)
{
    private static readonly (CrashMode Mode, int Seed)[] Crashes =
        [(CrashMode.DropUnsynced, 0), (CrashMode.KeepAll, 0), (CrashMode.Random, 1), (CrashMode.Random, 2)];

    private readonly ShiftedClock clock = new();
    private readonly LocalStoreOptions options = new()
    {
        Background = false, FreeBytesMin = 0, JournalSegmentBytes = 4096, PurgedPerCommit = 3,
    };

    [Fact]
    public async Task Runs_and_experiments_are_removed_and_counted_once()
    {
        var disk = new SimulatedDisk();
        await using (var store = await OpenTracking(disk))
        {
            await Fill(store);
            await store.Retention.SetPolicy("all", new NewRetentionPolicy { KeepLast = 1, PurgeAfterDays = 30 });
        }

        clock.Shift += TimeSpan.FromDays(40);
        await Verify(disk, OpenTracking, store => string.Join('\n',
        [
            .. store.Engine.State.Experiments.All.Select(found => $"{found.Name} {found.LifecycleStage}"),
            .. store.Engine.State.Runs.Columns(null).SelectMany(runs => runs.All).Select(store.Engine.State.Runs.At)
                .Select(run => $"{run!.RunId} {run.LifecycleStage}").Order(StringComparer.Ordinal),
            .. store.Disk.Paths("artifacts"),
        ]));
    }

    [Fact]
    public async Task Versions_are_removed_and_counted_once()
    {
        var disk = new SimulatedDisk();
        await using (var store = OpenRegistry(disk))
        {
            var models = new LocalModelStore(store.Engine, Entropy.Seeded(3));
            for (var i = 0; i < 12; i++)
                await models.RegisterVersion($"m{i % 2}", new NewModelVersion(ArtifactMode: ArtifactMode.None));
            await models.SetAlias("m0", "best", 1);
            await store.Retention.SetPolicy("few", new NewRetentionPolicy { KeepLast = 2 });
        }

        await Verify(disk, copy => Task.FromResult(OpenRegistry(copy)), store => string.Join(
            '\n', store.Engine.State.Versions.Keys.Order(StringComparer.Ordinal)));
    }

    private async Task Verify<TState>(
        SimulatedDisk disk, Func<SimulatedDisk, Task<Opened<TState>>> open, Func<Opened<TState>, string> describe)
        where TState : LocalState
    {
        List<SimulatedDisk> copies = [];
        string before, expected;
        await using (var store = await open(disk))
        {
            before = Describe(store);
            disk.Changed = changed => copies.Add(changed.Crash(CrashMode.KeepAll));
            var job = (await store.Retention.RunJob()).Value;
            disk.Changed = null;
            Assert.Equal((RetentionJobStatus.Completed, 0), (job.Status, job.Failed));
            expected = Describe(store);
            Assert.NotEqual(before, expected);
        }

        var resumed = 0;
        foreach (var (copy, index) in copies.Select((copy, index) => (copy, index)))
        {
            foreach (var (mode, seed) in Crashes)
            {
                var what = $"Operation {index} of {copies.Count}, {mode} {seed}";
                await using var store = await open(copy.Crash(mode, (index * 31) + seed));
                var isStarted = store.Engine.State.RetentionJobs.Count > 0;
                if (isStarted) resumed++;
                else Assert.True(before == Describe(store), what);
                if (isStarted) await store.Retention.RunScheduled(isDue: false);
                else await store.Retention.RunJob();
                Assert.True(expected == Describe(store), $"{what}:\n{expected}\n\nbut:\n{Describe(store)}");
            }
        }

        output.WriteLine($"{copies.Count} operations, {resumed} jobs resumed.");
        Assert.InRange(resumed, 20, int.MaxValue);

        string Describe(Opened<TState> store) => describe(store) + string.Concat(
            store.Engine.State.RetentionJobs.All.Select(job =>
                $"\n{job.Status} {job.Deleted} {job.DeletedBytes} {job.Purged} {job.PurgedBytes} {job.Failed}"));
    }

    private static async Task Fill(Opened<TrackingState> store)
    {
        var runs = new LocalRunStore(store.Engine, Entropy.Seeded(4));
        foreach (var name in new[] { "live", "gone" })
        {
            var id = (await runs.CreateExperiment(new NewExperiment(name))).Value.ExperimentId;
            for (var i = 0; i < 5; i++)
            {
                var run = (await runs.StartRun(new NewRun(id, StartTime: i))).Value.RunId;
                if (i != 3) await runs.UpdateRun(run, new RunChange(Status: RunStatus.Completed));
                for (var file = 0; file < i; file++)
                    await store.Artifacts!.Write(
                        PathOf($"{id}/{run}/artifacts/{file}"), new MemoryStream([1, 2]), default);
                if (i == 2) await runs.DeleteRun(run);
            }
        }

        await runs.DeleteExperiment((await runs.GetExperimentByName("gone")).Value.ExperimentId);
    }

    private async Task<Opened<TrackingState>> OpenTracking(SimulatedDisk disk)
    {
        var engine = LocalEngine<TrackingState>.Open(new LocalEngineParts<TrackingState>(
            disk, () => new TrackingState(options), options, clock, NullLogger.Instance)
        {
            Entropy = Entropy.Seeded(1),
        });
        var (artifacts, catalogue) = await LocalArtifacts.OpenBoth(engine, Entropy.Seeded(2));
        await LocalRunStore.Prepare(engine, Entropy.Seeded(5));
        var purges = new LocalPurgeStore(engine, catalogue, Entropy.System);
        return new Opened<TrackingState>(disk, engine, new LocalRetentionStore<TrackingState>(
            engine, new RetainedRuns(engine, purges), Entropy.System), artifacts);
    }

    private Opened<RegistryState> OpenRegistry(SimulatedDisk disk)
    {
        var engine = LocalEngine<RegistryState>.Open(new LocalEngineParts<RegistryState>(
            disk, () => new RegistryState(), options, clock, NullLogger.Instance));
        return new Opened<RegistryState>(
            disk, engine, new LocalRetentionStore<RegistryState>(engine, new RetainedModels(), Entropy.System));
    }

    private static ArtifactPath PathOf(string value)
    {
        Assert.True(ArtifactPath.TryParse(value, out var path, out _));
        return path;
    }

    private sealed record Opened<TState>(
        SimulatedDisk Disk, LocalEngine<TState> Engine, LocalRetentionStore<TState> Retention,
        Stores.Artifacts.ArtifactStore? Artifacts = null) : IAsyncDisposable where TState : LocalState
    {
        public ValueTask DisposeAsync() => Engine.DisposeAsync();
    }
}
