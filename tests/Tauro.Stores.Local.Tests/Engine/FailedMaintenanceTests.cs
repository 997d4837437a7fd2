using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Runs;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.Runs;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Tests.Simulated;
using Tauro.Stores.Local.Tracking;

namespace Tauro.Stores.Local.Tests.Engine;

/// <summary>Checkpoints and merges that run out of memory degrade the health of the store, and go on.</summary>
public sealed class FailedMaintenanceTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    private readonly SimulatedDisk disk = new();
    private readonly FakeTimeProvider time = new(DateTimeOffset.UnixEpoch.AddYears(50));

    [Fact]
    public async Task A_store_whose_merges_stopped_is_degraded_and_reports_their_age()
    {
        // Nothing runs in the background, as if a merge hung.
        await using var engine = Open(background: false);
        var (runs, run) = await Start(engine);
        var probe = new LocalStoreProbe<TrackingState>(engine);
        while (!engine.Checkpoints.Merger.IsDue) await Checkpoint();
        await engine.Checkpoints.Merger.Run();
        while (!engine.Checkpoints.Merger.IsDue) await Checkpoint();

        time.Advance(TimeSpan.FromMinutes(4));
        await Checkpoint();
        var health = await probe.Check();
        Assert.False(health.Degraded, health.Reason);

        time.Advance(TimeSpan.FromMinutes(7));
        await Checkpoint();
        health = await probe.Check();
        Assert.True(health is { Ready: true, Degraded: true });
        Assert.Contains("No segments have been merged for 0:11:00", health.Reason);

        await engine.Checkpoints.Merger.Run();
        health = await probe.Check();
        Assert.False(health.Degraded, health.Reason);

        async Task Checkpoint()
        {
            await Log(runs, run);
            await engine.Checkpoints.Checkpoint();
        }
    }

    [Theory]
    [InlineData(@"^create runs/\D+-\d+\.", "The last checkpoint failed")]
    [InlineData(@"^create runs/\D+-\d+-\d+\.", "Segments could not be merged")]
    public async Task What_runs_out_of_memory_is_reported_and_tried_again(string operation, string reason)
    {
        await using var engine = Open(background: true);
        var (runs, run) = await Start(engine);
        var probe = new LocalStoreProbe<TrackingState>(engine);
        disk.Beginning = beginning =>
        {
            if (Regex.IsMatch(beginning, operation, RegexOptions.None, Timeout))
                throw new OutOfMemoryException(beginning);
        };
        await Until(health =>
            health is { Ready: true, Degraded: true } && health.Reason!.StartsWith(reason, StringComparison.Ordinal));

        disk.Beginning = null;
        var generation = engine.Checkpoints.Manifest.Generation;
        time.Advance(TimeSpan.FromMinutes(11)); // A merge is not tried again at once.
        await Until(health => !health.Degraded && engine.Checkpoints.Manifest.Generation > generation);

        async Task Until(Func<StoreHealth, bool> condition)
        {
            using var timeout = new CancellationTokenSource(Timeout);
            while (true)
            {
                await Log(runs, run);
                time.Advance(TimeSpan.FromSeconds(2));
                if (condition(await probe.Check())) return;
                await Task.Delay(20, timeout.Token);
            }
        }
    }

    private LocalEngine<TrackingState> Open(bool background)
    {
        var options = new LocalStoreOptions
        {
            Background = background, FreeBytesMin = 0, CheckpointInterval = TimeSpan.FromSeconds(2),
        };
        return LocalEngine<TrackingState>.Open(new LocalEngineParts<TrackingState>(
            disk, () => new TrackingState(options), options, time, NullLogger.Instance));
    }

    private static async Task<(LocalRunStore Runs, RunId Run)> Start(LocalEngine<TrackingState> engine)
    {
        var runs = await LocalRunStore.Open(engine, Entropy.System);
        return (runs, (await runs.StartRun(new NewRun(new("0")))).Value.RunId);
    }

    private static async Task Log(LocalRunStore runs, RunId run) => Assert.True((await runs.Log(
        run, new RunBatch(Tags: new Dictionary<string, string> { ["t"] = $"{Guid.NewGuid()}" }))).IsOk);
}
