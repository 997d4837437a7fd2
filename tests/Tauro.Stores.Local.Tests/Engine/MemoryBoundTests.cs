using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Tauro.Contracts.Runs;
using Tauro.Stores.Local.Artifacts;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.Runs;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Tests.Simulated;
using Tauro.Stores.Local.Tracking;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Local.Tests.Engine;

public sealed class MemoryBoundTests
{
    private readonly LocalStoreOptions options = new() { Background = false, FreeBytesMin = 0 };
    private readonly FakeTimeProvider time = new();

    [Fact]
    public async Task A_store_at_its_memory_limit_accepts_changes_but_nothing_new()
    {
        await using var engine = Open();
        var runs = await LocalRunStore.Open(engine, Entropy.System);
        var run = (await runs.StartRun(new NewRun(new("0")))).Value.RunId;
        options.MemoryBytes = 1;
        time.Advance(TimeSpan.FromMinutes(1));

        await Assert.ThrowsAsync<StorageBusyException>(() => runs.StartRun(new NewRun(new("0"))).AsTask());
        await Assert.ThrowsAsync<StorageBusyException>(
            () => runs.Log(run, new RunBatch([new MetricPoint("m", 1, 1)])).AsTask());
        Assert.True((await runs.UpdateRun(run, new RunChange(Status: RunStatus.Completed))).IsOk);
        Assert.True((await runs.DeleteRun(run)).IsOk);

        options.MemoryBytes = 0;
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.True((await runs.StartRun(new NewRun(new("0")))).IsOk);
        Assert.Equal(2, engine.State.Runs.Count);
    }

    [Fact]
    public async Task Params_of_existing_runs_are_refused_at_the_limit_and_a_tag_is_not()
    {
        await using var engine = Open();
        var runs = await LocalRunStore.Open(engine, Entropy.System);
        var run = (await runs.StartRun(new NewRun(new("0")))).Value.RunId;
        options.MemoryBytes = 1;
        time.Advance(TimeSpan.FromMinutes(1));

        await Assert.ThrowsAsync<StorageBusyException>(() => runs.Log(run, new RunBatch(
            Params: new Dictionary<string, string> { ["p"] = new('x', 6_000) })).AsTask());
        Assert.True((await runs.Log(run, new RunBatch(
            Tags: new Dictionary<string, string> { ["t"] = "x" }))).IsOk);
        var health = await new LocalStoreProbe<TrackingState>(engine).Check();
        Assert.True(health is { Ready: true, Degraded: true });
        Assert.Contains("Raise LocalStore:MemoryBytes", health.Reason);
    }

    [Fact]
    public async Task A_store_that_opens_above_its_limit_says_so_before_the_first_write()
    {
        options.MemoryBytes = 1;
        await using var engine = Open();

        var health = await new LocalStoreProbe<TrackingState>(engine).Check();
        Assert.True(health is { Ready: true, Degraded: true });
        Assert.Contains("Raise LocalStore:MemoryBytes", health.Reason);
    }

    [Fact]
    public void Garbage_is_collected_before_a_refusal_but_not_for_each_call()
    {
        options.MemoryBytes = 100;
        var (live, garbage, collections) = (90, 20, 0);
        var bound = new MemoryBound(options, time, collect =>
        {
            if (collect) (garbage, collections) = (0, collections + 1);
            return live + garbage;
        });

        Add(bound);
        (live, garbage) = (95, 20);
        time.Advance(TimeSpan.FromSeconds(1));
        Add(bound);
        Assert.Equal(1, collections);

        live = 101;
        time.Advance(TimeSpan.FromSeconds(10));
        Assert.Throws<StorageBusyException>(() => Add(bound));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Throws<StorageBusyException>(() => Add(bound));
        Assert.Equal((2, true), (collections, bound.IsReached));

        live = 80;
        time.Advance(TimeSpan.FromSeconds(1));
        Add(bound);
        Assert.False(bound.IsReached);
    }

    [Fact]
    public void What_was_committed_since_a_collection_counts_until_the_next_one()
    {
        options.MemoryBytes = 1_000;
        var bound = new MemoryBound(options, time, collect => collect ? 700 : 2_000);

        bound.Require(90, ChangeGrowth.Documents);
        Assert.Throws<StorageBusyException>(() => bound.Require(90, ChangeGrowth.Documents));
        bound.Require(30, ChangeGrowth.Points);
        bound.Require(1_000, ChangeGrowth.None);
        Assert.Throws<StorageBusyException>(() => bound.Require(1, ChangeGrowth.Points));

        time.Advance(TimeSpan.FromSeconds(10));
        bound.Require(90, ChangeGrowth.Documents);
    }

    [Fact]
    public void The_limit_is_half_of_the_memory_unless_it_is_set()
    {
        var half = GC.GetGCMemoryInfo(GCKind.Any).TotalAvailableMemoryBytes / 2;
        var used = half - 3;
        var bound = new MemoryBound(options, time, _ => used);

        Add(bound);
        used = half;
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Throws<StorageBusyException>(() => Add(bound));
    }

    private static void Add(MemoryBound bound) => bound.Require(1, ChangeGrowth.Documents);

    [Fact]
    public async Task A_store_at_its_memory_limit_deletes_artifacts_and_can_be_reset()
    {
        await using var engine = Open();
        var runs = await LocalRunStore.Open(engine, Entropy.System);
        var run = (await runs.StartRun(new NewRun(new("0")))).Value.RunId;
        var artifacts = await LocalArtifacts.Open(engine, Entropy.System);
        var (a, b) = (StoredPath.Parse(engine.Disk, "a"), StoredPath.Parse(engine.Disk, "b"));
        foreach (var path in new[] { a, b })
            Assert.True((await artifacts.Write(path, new MemoryStream([1]), new ArtifactExpectation())).IsOk);
        options.MemoryBytes = 1;
        time.Advance(TimeSpan.FromMinutes(1));

        Assert.True((await artifacts.Delete(a)).IsOk);
        await LocalReset.Run(engine, artifacts, TestContext.Current.CancellationToken);

        Assert.Null(engine.State.Runs.Find(run));
        Assert.Equal((0, 0), (engine.State.Artifacts.Count, engine.State.Deletions.Count));
    }

    private LocalEngine<TrackingState> Open() => LocalEngine<TrackingState>.Open(new LocalEngineParts<TrackingState>(
        new SimulatedDisk(), () => new TrackingState(options), options, time, NullLogger.Instance));
}
