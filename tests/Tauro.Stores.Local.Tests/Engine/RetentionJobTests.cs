using Microsoft.Extensions.Logging.Abstractions;
using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Purges;
using Tauro.Contracts.Retention;
using Tauro.Contracts.Runs;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.Purges;
using Tauro.Stores.Local.Retention;
using Tauro.Stores.Local.Runs;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Tests.Simulated;
using Tauro.Stores.Local.Tracking;
using Tauro.Stores.Purges;

namespace Tauro.Stores.Local.Tests.Engine;

/// <summary>Jobs with items that fail, at the limit of documents per second, and while policies change.</summary>
public sealed class RetentionJobTests : IAsyncDisposable
{
    private static readonly NewRetentionPolicy KeepNone = new() { KeepLast = 0 };
    private static readonly NewRetentionPolicy PurgeAll = new() { PurgeAfterDays = 1 };

    private readonly SimulatedDisk disk = new();
    private readonly LocalStoreOptions options = new() { Background = false, FreeBytesMin = 0 };
    private readonly ShiftedClock time = new();
    private LocalEngine<TrackingState> engine = null!;
    private LocalRunStore runs = null!;
    private LocalRetentionStore<TrackingState> retention = null!;
    private FailingPurges purges = null!;

    public ValueTask DisposeAsync() => engine.DisposeAsync();

    [Fact]
    public async Task An_item_that_fails_is_reported_and_does_not_stop_the_others()
    {
        await Open();
        var ended = await NewEnded(4);
        foreach (var run in ended) Assert.True((await runs.DeleteRun(run)).IsOk);
        await retention.SetPolicy("old", PurgeAll);
        time.Shift += TimeSpan.FromDays(2);
        purges.Failing = ended[1];

        var job = (await retention.RunJob()).Value;

        Assert.Equal((RetentionJobStatus.Completed, 3, 1), (job.Status, job.Purged, job.Failed));
        Assert.Equal(
            new RetentionFailure($"runs/{ended[1]}", ProblemCodes.InternalError, "It is stuck."),
            Assert.Single(job.Failures));
        Assert.Equal(1, engine.State.Runs.Count);
        purges.Failing = default;
        Assert.Equal(1, (await retention.RunJob()).Value.Purged);
    }

    [Fact]
    public async Task A_run_that_can_t_be_read_is_kept_and_does_not_stop_the_others()
    {
        await Open();
        await NewEnded(3);
        await retention.SetPolicy("none", KeepNone);
        await engine.Checkpoints.Run();
        Damage("runs/runs-");

        var preview = (await retention.Preview(new RetentionPreviewRequest())).Value;

        Assert.Equal((2, 1), (preview.Totals.Deleted, preview.Totals.Kept));
        Assert.Contains("damaged", preview.Items[^1].Reason);
        Assert.Equal(2, (await retention.RunJob()).Value.Deleted);
    }

    [Fact]
    public async Task It_waits_for_the_limit_on_documents_per_second()
    {
        (options.Background, options.PurgedPerSecond) = (true, 100);
        await Open();
        await NewEnded(100);
        await retention.SetPolicy("none", KeepNone);
        var before = time.GetTimestamp();

        var job = await retention.RunScheduled(isDue: true);

        Assert.Equal(100, job!.Deleted);
        Assert.InRange(time.GetElapsedTime(before).TotalSeconds, 0.95, 60);
    }

    [Fact]
    public async Task A_policy_that_is_deleted_ends_what_it_would_still_remove()
    {
        await Open();
        var ended = await NewEnded(5);
        foreach (var run in ended) Assert.True((await runs.DeleteRun(run)).IsOk);
        await retention.SetPolicy("old", PurgeAll);
        time.Shift += TimeSpan.FromDays(2);
        purges.Before = async () => await retention.DeletePolicy("old");

        var job = (await retention.RunJob()).Value;

        Assert.Equal((RetentionJobStatus.Completed, 1, 0), (job.Status, job.Purged, job.Failed));
        Assert.Equal(4, engine.State.Runs.Count);
    }

    [Fact]
    public async Task A_hold_that_is_set_while_a_job_runs_counts()
    {
        await Open();
        var ended = await NewEnded(3);
        foreach (var run in ended) Assert.True((await runs.DeleteRun(run)).IsOk);
        await retention.SetPolicy("old", PurgeAll);
        time.Shift += TimeSpan.FromDays(2);
        purges.Before = async () => Assert.True((await retention.SetHold(
            new Stores.Retention.HoldTarget.Experiment(new("0")), new NewHold("Case 7"))).IsOk);

        var job = (await retention.RunJob()).Value;

        Assert.Equal((RetentionJobStatus.Completed, 0, 0), (job.Status, job.Purged, job.Failed));
        Assert.Equal(3, engine.State.Runs.Count);
    }

    [Fact]
    public async Task A_purge_that_was_interrupted_before_it_began_is_decided_again()
    {
        await Open();
        foreach (var run in await NewEnded(2)) Assert.True((await runs.DeleteRun(run)).IsOk);
        await retention.SetPolicy("old", PurgeAll);
        time.Shift += TimeSpan.FromDays(2);
        purges.Before = () => throw new StorageUnavailableException("The disk is gone.");
        Assert.NotNull((await retention.RunJob()).Value.Current);

        purges.Before = null;
        await retention.SetPolicy("year", new NewRetentionPolicy { PurgeAfterDays = 365 });
        var job = (await retention.RunJob()).Value;

        Assert.Equal((RetentionJobStatus.Completed, 0, 0), (job.Status, job.Purged, job.Failed));
        Assert.Equal(2, engine.State.Runs.Count);
    }

    [Fact]
    public async Task Requests_during_a_job_join_the_work_on_it()
    {
        options.Background = true;
        await Open();
        foreach (var run in await NewEnded(1)) Assert.True((await runs.DeleteRun(run)).IsOk);
        await retention.SetPolicy("old", PurgeAll);
        time.Shift += TimeSpan.FromDays(2);
        List<long> attempts = [];
        var (isUnderWay, canEnd) = (new TaskCompletionSource(), new TaskCompletionSource());
        purges.Before = async () =>
        {
            attempts.Add(time.GetTimestamp());
            isUnderWay.TrySetResult();
            await canEnd.Task;
            throw new StorageUnavailableException("The disk is gone.");
        };

        var requests = new List<Task> { retention.RunScheduled(isDue: true).AsTask() };
        await isUnderWay.Task.WaitAsync(TimeSpan.FromMinutes(1));
        for (var i = 0; i < 4; i++) requests.Add(retention.RunScheduled(isDue: true).AsTask());
        var failed = time.GetTimestamp();
        canEnd.SetResult();
        await Task.WhenAll(requests);

        // The next attempt is that of the retry, after a second.
        Assert.All(
            attempts.Skip(1), again => Assert.InRange(time.GetElapsedTime(failed, again).TotalSeconds, 0.9, 600));
        purges.Before = null;
    }

    private async Task<List<RunId>> NewEnded(int count)
    {
        List<RunId> ended = [];
        for (var i = 0; i < count; i++)
        {
            var run = (await runs.StartRun(new NewRun(new("0"), StartTime: i))).Value.RunId;
            Assert.True((await runs.UpdateRun(run, new RunChange(Status: RunStatus.Completed))).IsOk);
            ended.Add(run);
        }

        return ended;
    }

    private void Damage(string prefix)
    {
        var path = disk.Paths("runs").Last(path => path.StartsWith(prefix, StringComparison.Ordinal));
        var at = disk.Bytes(path).Length / 2;
        // The store has the file open.
        using var file = disk.Open(path, write: true);
        file.Write([(byte)(disk.Bytes(path)[at] ^ 1)], at);
    }

    private async Task Open()
    {
        engine = LocalEngine<TrackingState>.Open(new LocalEngineParts<TrackingState>(
            disk, () => new TrackingState(options), options, time, NullLogger.Instance));
        var (_, catalogue) = await LocalArtifacts.OpenBoth(engine, Entropy.System);
        runs = await LocalRunStore.Open(engine, Entropy.System);
        purges = new FailingPurges(new LocalPurgeStore(engine, catalogue, Entropy.System));
        retention = new LocalRetentionStore<TrackingState>(engine, new RetainedRuns(engine, purges), Entropy.System);
    }

    private sealed class FailingPurges(IPurgeStore store) : IPurgeStore
    {
        public RunId Failing { get; set; }

        /// <summary>Is done before the first purge.</summary>
        public Func<Task>? Before { get; set; }

        public async ValueTask<StoreOutcome<Purge>> PurgeRun(RunId runId, CancellationToken cancel = default)
        {
            if (Before is { } before) await before();
            Before = null;
            return runId == Failing
                ? throw new InvalidOperationException("It is stuck.")
                : await store.PurgeRun(runId, cancel);
        }

        public ValueTask<StoreOutcome<Purge>> PurgeExperiment(
            ExperimentId experimentId, CancellationToken cancel = default) =>
            store.PurgeExperiment(experimentId, cancel);
    }
}
