using Microsoft.Extensions.Logging.Abstractions;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Runs;
using Tauro.Storage.Local;
using Tauro.Storage.Tests.Simulated;

namespace Tauro.Storage.Tests.Local;

public sealed class BackPressureTests
{
    [Fact]
    public async Task Points_beyond_the_bound_are_refused_until_a_checkpoint_has_made_room()
    {
        var options = new LocalStoreOptions { Background = false, FreeBytesMin = 0, PendingPoints = 10_000 };
        await using var engine = Open(options);
        var runs = await LocalRunStore.Open(engine, Entropy.System);
        var run = (await runs.StartRun(new NewRun("0"))).Value.RunId;
        Assert.True((await runs.Log(run, Batch(0))).IsOk);

        var refused = await Assert.ThrowsAsync<StorageBusyException>(() => runs.Log(run, Batch(10_000)).AsTask());
        Assert.Contains("10000 points wait", refused.Message, StringComparison.Ordinal);
        Assert.True((await runs.Log(run, new RunBatch(Params: new Dictionary<string, string> { ["a"] = "b" }))).IsOk);

        await engine.Checkpoints.Run();
        Assert.True((await runs.Log(run, Batch(10_000))).IsOk);
    }

    [Fact]
    public async Task Commits_beyond_the_bound_are_refused_and_the_others_are_made()
    {
        var options = new LocalStoreOptions { Background = false, FreeBytesMin = 0, QueuedCommits = 4 };
        await using var engine = Open(options);
        var runs = await LocalRunStore.Open(engine, Entropy.System);
        using var hold = new ManualResetEventSlim();
        var held = engine.BetweenBatches((_, _) => hold.Wait(TimeSpan.FromMinutes(1)));

        var attempts = Enumerable.Range(0, 20).Select(i => Record.ExceptionAsync(
            async () => await runs.CreateExperiment(new NewExperiment($"e{i}"))).AsTask()).ToList();
        hold.Set();
        await held;
        var outcomes = await Task.WhenAll(attempts);

        Assert.Contains(outcomes, outcome => outcome is StorageBusyException);
        Assert.All(outcomes, outcome => Assert.True(outcome is null or StorageBusyException, $"{outcome}"));
        Assert.Equal(outcomes.Count(outcome => outcome is null), engine.State.Experiments.Count - 1);
    }

    private static RunBatch Batch(int firstStep) =>
        new([.. Enumerable.Range(firstStep, 10_000).Select(step => new MetricPoint("m", step, step, step))]);

    private static LocalEngine<TrackingState> Open(LocalStoreOptions options) =>
        LocalEngine<TrackingState>.Open(new LocalEngineParts<TrackingState>(
            new SimulatedDisk(), () => new TrackingState(options), options, TimeProvider.System, NullLogger.Instance));
}
