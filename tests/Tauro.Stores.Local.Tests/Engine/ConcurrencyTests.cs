using Microsoft.Extensions.Logging.Abstractions;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Runs;
using Tauro.Contracts.Traces;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.Runs;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Tests.Crash;
using Tauro.Stores.Local.Tests.Simulated;
using Tauro.Stores.Local.Traces;
using Tauro.Stores.Local.Tracking;

namespace Tauro.Stores.Local.Tests.Engine;

/// <summary>Commits do not wait for readers, nor checkpoints for merges.</summary>
public sealed class ConcurrencyTests : IAsyncLifetime
{
    private const int Many = 50;
    private static readonly ExperimentId Default = new("0");
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(1);

    private readonly SimulatedDisk disk = new();
    private LocalEngine<TrackingState> engine = null!;
    private LocalRunStore runs = null!;

    public async ValueTask InitializeAsync()
    {
        var options = new LocalStoreOptions { Background = false, FreeBytesMin = 0 };
        engine = LocalEngine<TrackingState>.Open(new LocalEngineParts<TrackingState>(
            disk, () => new TrackingState(options), options, new FrozenClock(), NullLogger.Instance));
        runs = await LocalRunStore.Open(engine, Entropy.System);
    }

    public ValueTask DisposeAsync() => engine.DisposeAsync();

    /// <summary>The documents of experiments and traces are in memory, those of runs in segments.</summary>
    [Theory]
    [InlineData("experiments")]
    [InlineData("traces")]
    [InlineData("runs")]
    public async Task Documents_are_added_and_removed_while_a_reader_has_enumerated_half_of_the_table(string table)
    {
        var traces = new LocalTraceStore(engine, Entropy.System);
        for (var i = 0; i < Many; i++) await Add(i);
        await engine.Checkpoints.Run();
        using var reader = Keys().GetEnumerator();
        var read = new List<string>();
        for (var i = 0; i < Many / 2; i++)
        {
            Assert.True(reader.MoveNext());
            read.Add(reader.Current);
        }

        for (var i = 0; i < Many; i++) await Add(Many + i).WaitAsync(Timeout, TestContext.Current.CancellationToken);

        while (reader.MoveNext()) read.Add(reader.Current);
        Assert.Equal(read.Count, read.Distinct().Count());
        Assert.InRange(read.Count, Many, (2 * Many) + 1);

        async Task Add(int number) => Assert.True(table switch
        {
            "experiments" => (await runs.CreateExperiment(new NewExperiment($"e{number}"))).IsOk,
            "traces" => (await traces.StartTrace(
                new Trace { TraceId = new($"tr-{number}"), ExperimentId = Default })).IsOk,
            _ => (await runs.StartRun(new NewRun(Default))).IsOk,
        });

        IEnumerable<string> Keys() => table switch
        {
            "experiments" => engine.State.Experiments.All.Select(experiment => experiment.ExperimentId.Value),
            "traces" => engine.State.Traces.All.Select(trace => trace.TraceId.Value),
            _ => engine.State.Runs.All.Select(run => run.RunId.Value),
        };
    }

    [Fact]
    public async Task A_checkpoint_is_complete_while_a_merge_is_under_way()
    {
        var run = (await runs.StartRun(new NewRun(Default))).Value.RunId;
        for (var step = 0; !engine.Checkpoints.Merger.IsDue; step++) await Checkpoint(step);
        using var begun = new SemaphoreSlim(0);
        using var release = new ManualResetEventSlim();
        disk.Beginning = operation =>
        {
            if (!operation.StartsWith("create ", StringComparison.Ordinal)) return;
            disk.Beginning = null;
            begun.Release();
            release.Wait(2 * Timeout);
        };
        var merge = Task.Run(engine.Checkpoints.Merger.Run, TestContext.Current.CancellationToken);
        Assert.True(await begun.WaitAsync(Timeout, TestContext.Current.CancellationToken));
        var before = engine.Checkpoints.Manifest.Generation;

        var checkpoint = await Record.ExceptionAsync(() => Checkpoint(1_000).WaitAsync(Timeout));
        var (isMerging, after) = (!merge.IsCompleted, engine.Checkpoints.Manifest.Generation);
        release.Set();
        await merge.WaitAsync(Timeout, TestContext.Current.CancellationToken);

        Assert.Null(checkpoint);
        Assert.True(isMerging);
        Assert.InRange(after, before + 1, long.MaxValue);
        Assert.InRange(engine.Checkpoints.Manifest.Generation, after + 1, long.MaxValue);
        Assert.Equal(1_000, (await runs.GetRun(run)).Value.Metrics["m"].Step);

        async Task Checkpoint(int step)
        {
            Assert.True((await runs.Log(run, new RunBatch([new MetricPoint("m", 1, step, step)]))).IsOk);
            await engine.Checkpoints.Checkpoint();
        }
    }
}
