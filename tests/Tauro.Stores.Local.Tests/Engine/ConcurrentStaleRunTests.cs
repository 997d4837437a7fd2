using Microsoft.Extensions.Logging.Abstractions;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Runs;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.Runs;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Tests.Simulated;
using Tauro.Stores.Local.Tracking;

namespace Tauro.Stores.Local.Tests.Engine;

/// <summary>The end of stale runs while others are started and written to.</summary>
public sealed class ConcurrentStaleRunTests : IAsyncDisposable
{
    private static readonly ExperimentId Default = new("0");

    private readonly SimulatedDisk disk = new();
    private readonly ShiftedClock time = new();
    private readonly LocalEngine<TrackingState> engine;
    private LocalRunStore runs = null!;

    public ConcurrentStaleRunTests()
    {
        var options = new LocalStoreOptions { Background = false, FreeBytesMin = 0 };
        engine = LocalEngine<TrackingState>.Open(new LocalEngineParts<TrackingState>(
            disk, () => new TrackingState(options), options, time, NullLogger.Instance));
    }

    public ValueTask DisposeAsync() => engine.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_run_below_that_is_started_or_written_to_meanwhile_keeps_those_above_running(bool isStarted)
    {
        runs = await LocalRunStore.Open(engine, Entropy.System);
        // More than one commit ends, before those that count.
        for (var i = 0; i < 100; i++) await Start(null);
        time.Shift += TimeSpan.FromSeconds(1);
        var parent = await Start(null);
        var child = await Start(parent);
        time.Shift += TimeSpan.FromHours(2);
        var queued = new TaskCompletionSource<Task>();
        disk.Changed = _ =>
        {
            disk.Changed = null;
            queued.SetResult(isStarted ? Start(child) : Log(child));
        };

        Assert.Equal(100, await runs.EndStaleRuns(TimeSpan.FromHours(1)));

        await await queued.Task.WaitAsync(TimeSpan.FromMinutes(1));
        foreach (var run in new[] { parent, child })
            Assert.Equal(RunStatus.Running, (await runs.GetRun(run)).Value.Status);
    }

    private async Task<RunId> Start(RunId? parent) =>
        (await runs.StartRun(new NewRun(Default, ParentRunId: parent))).Value.RunId;

    private async Task Log(RunId run) => Assert.True((await runs.Log(
        run, new RunBatch(Tags: new Dictionary<string, string> { ["a"] = "b" }))).IsOk);
}
