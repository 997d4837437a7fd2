using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Events;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Runs;
using Tauro.Stores.Events;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.Runs;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Tests.Crash;
using Tauro.Stores.Local.Tests.Simulated;
using Tauro.Stores.Local.Tracking;

namespace Tauro.Stores.Local.Tests.Engine;

public sealed class BackPressureTests
{
    [Fact]
    public async Task Points_beyond_the_limit_are_refused_until_a_checkpoint()
    {
        var options = new LocalStoreOptions { Background = false, FreeBytesMin = 0, PendingPoints = 10_000 };
        await using var engine = Open(options);
        var runs = await LocalRunStore.Open(engine, Entropy.System);
        var run = (await runs.StartRun(new NewRun(new("0")))).Value.RunId;
        Assert.True((await runs.Log(run, Batch(0))).IsOk);

        var refused = await Assert.ThrowsAsync<StorageBusyException>(() => runs.Log(run, Batch(10_000)).AsTask());
        Assert.Contains("10000 points wait", refused.Message, StringComparison.Ordinal);
        Assert.True((await runs.Log(run, new RunBatch(Params: new Dictionary<string, string> { ["a"] = "b" }))).IsOk);

        await engine.Checkpoints.Run();
        Assert.True((await runs.Log(run, Batch(10_000))).IsOk);
    }

    [Fact]
    public async Task Points_in_the_queue_count_toward_the_limit()
    {
        var options = new LocalStoreOptions { Background = false, FreeBytesMin = 0, PendingPoints = 20_000 };
        await using var engine = Open(options);
        var runs = await LocalRunStore.Open(engine, Entropy.System);
        var run = (await runs.StartRun(new NewRun(new("0")))).Value.RunId;
        using var hold = new ManualResetEventSlim();
        var held = engine.RunBetweenBatches((_, _) => hold.Wait(TimeSpan.FromMinutes(1)));

        var attempts = Enumerable.Range(0, 5).Select(i => Record.ExceptionAsync(
            async () => await runs.Log(run, Batch(i * 10_000))).AsTask()).ToList();
        hold.Set();
        await held;
        var outcomes = await Task.WhenAll(attempts);

        Assert.Equal(3, outcomes.Count(outcome => outcome is StorageBusyException));
        Assert.Equal(20_000, engine.State.Points.Pending);
    }

    [Fact]
    public async Task Points_are_refused_with_the_full_disk_as_the_reason()
    {
        var options = new LocalStoreOptions { Background = false, FreeBytesMin = 0, PendingPoints = 10_000 };
        var disk = new SimulatedDisk();
        await using var engine = Open(options, disk);
        var runs = await LocalRunStore.Open(engine, Entropy.System);
        var run = (await runs.StartRun(new NewRun(new("0")))).Value.RunId;
        await runs.Log(run, Batch(0));
        disk.Capacity = 1;
        await Assert.ThrowsAsync<StorageFullException>(engine.Checkpoints.Run);

        await Assert.ThrowsAsync<StorageFullException>(() => runs.Log(run, Batch(10_000)).AsTask());
    }

    [Fact]
    public async Task A_limit_below_that_of_checkpoints_makes_checkpoints_earlier()
    {
        var options = new LocalStoreOptions { FreeBytesMin = 0, PendingPoints = 10_000, CheckpointPoints = 1_000_000 };
        var clock = new FakeTimeProvider();
        await using var engine = Open(options, clock: clock);
        var runs = await LocalRunStore.Open(engine, Entropy.System);
        var run = (await runs.StartRun(new NewRun(new("0")))).Value.RunId;
        await runs.Log(run, Batch(0));

        var (logged, since) = (false, TimeProvider.System.GetTimestamp());
        while (!logged && TimeProvider.System.GetElapsedTime(since) < TimeSpan.FromSeconds(30))
        {
            var attempt = Record.ExceptionAsync(async () => await runs.Log(run, Batch(10_000))).AsTask();
            while (!attempt.IsCompleted)
            {
                clock.Advance(TimeSpan.FromMilliseconds(100));
                await Task.Yield();
            }

            logged = await attempt is null;
        }

        Assert.True(logged);
    }

    [Fact]
    public async Task A_refused_upload_leaves_no_file()
    {
        var options = new LocalStoreOptions { Background = false, FreeBytesMin = 0, QueuedCommits = 1 };
        var disk = new SimulatedDisk();
        await using var engine = Open(options, disk);
        var artifacts = await LocalArtifacts.Open(engine, Entropy.System);
        using var hold = new ManualResetEventSlim();
        var (held, full) = await Fill(engine, hold);

        await Assert.ThrowsAsync<StorageBusyException>(() => artifacts.BeginUpload(Path(), null).AsTask());
        hold.Set();
        await Task.WhenAll(held, full);

        Assert.Empty(disk.Paths("incoming"));
    }

    [Fact]
    public async Task A_deletion_succeeds_even_if_its_completion_cannot_be_committed()
    {
        var options = new LocalStoreOptions { Background = false, FreeBytesMin = 0, QueuedCommits = 1 };
        await using var engine = Open(options);
        var artifacts = await LocalArtifacts.Open(engine, Entropy.System);
        var path = Path();
        await artifacts.Write(path, new MemoryStream([1]), default);
        using var hold = new ManualResetEventSlim();
        Task filled = Task.CompletedTask;

        // The event is created on the writing thread: actions queued here run between the deletion and its completion.
        var deleted = await artifacts.Delete(path, _ =>
        {
            var held = engine.RunBetweenBatches((_, _) => hold.Wait(TimeSpan.FromMinutes(1)));
            filled = Task.WhenAll(held, engine.RunBetweenBatches((_, _) => true));
            return PendingEvent.From(new ArtifactDeleted(new("run"), "file"));
        });
        hold.Set();
        await filled;

        Assert.Equal(1, deleted.Value);
        Assert.IsType<StoreProblem>((await artifacts.Open(path)).Problem);
    }

    [Fact]
    public async Task Commits_beyond_the_limit_are_refused_and_the_others_succeed()
    {
        var options = new LocalStoreOptions { Background = false, FreeBytesMin = 0, QueuedCommits = 4 };
        await using var engine = Open(options);
        var runs = await LocalRunStore.Open(engine, Entropy.System);
        using var hold = new ManualResetEventSlim();
        var held = engine.RunBetweenBatches((_, _) => hold.Wait(TimeSpan.FromMinutes(1)));

        var attempts = Enumerable.Range(0, 20).Select(i => Record.ExceptionAsync(
            async () => await runs.CreateExperiment(new NewExperiment($"e{i}"))).AsTask()).ToList();
        hold.Set();
        await held;
        var outcomes = await Task.WhenAll(attempts);

        Assert.Contains(outcomes, outcome => outcome is StorageBusyException);
        Assert.All(outcomes, outcome => Assert.True(outcome is null or StorageBusyException, $"{outcome}"));
        Assert.Equal(outcomes.Count(outcome => outcome is null), engine.State.Experiments.Count - 1);
    }

    private static ArtifactPath Path() =>
        ArtifactPath.TryParse("run/file", out var path, out var error) ? path : throw new ArgumentException(error);

    private static RunBatch Batch(int firstStep) =>
        new([.. Enumerable.Range(firstStep, 10_000).Select(step => new MetricPoint("m", step, step, step))]);

    /// <summary>Blocks the writing thread and fills the queue, which has a capacity of one.</summary>
    private static async Task<(Task Held, Task Full)> Fill(
        LocalEngine<TrackingState> engine, ManualResetEventSlim hold)
    {
        var holds = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var held = engine.RunBetweenBatches((_, _) =>
        {
            holds.SetResult();
            return hold.Wait(TimeSpan.FromMinutes(1));
        });
        await holds.Task;
        return (held, engine.RunBetweenBatches((_, _) => true));
    }

    private static LocalEngine<TrackingState> Open(
        LocalStoreOptions options, SimulatedDisk? disk = null, TimeProvider? clock = null) =>
        LocalEngine<TrackingState>.Open(new LocalEngineParts<TrackingState>(
            disk ?? new SimulatedDisk(), () => new TrackingState(options), options, clock ?? new FrozenClock(),
            NullLogger.Instance));
}
