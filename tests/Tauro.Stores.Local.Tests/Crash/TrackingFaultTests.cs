using Tauro.Contracts.Experiments;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.Tests.Simulated;
using Tauro.Stores.Local.Tracking;

namespace Tauro.Stores.Local.Tests.Crash;

/// <summary>
/// The N-th I/O operation fails, for every N. The store operation that it is part of fails with a typed exception and
/// has no effect, a retry succeeds without a restart, and a crash afterwards loses nothing.
/// </summary>
public sealed class TrackingFaultTests(ITestOutputHelper output)
{
    private const int LongWorkloadEvery = 29;
    private const int BrokenEvery = 5;

    private const int OperationsMin = 150;

    private static readonly StoreFaults<TrackingSession, TrackingModel> Faults = new()
    {
        Open = (disk, seed, model) => TrackingSession.Open(disk, seed, model),
        Empty = () =>
        {
            var model = new TrackingModel();
            model.CreateExperiment("Default");
            return model;
        },
        Expectation = store => store.Expectation(),
        Read = TrackingFacts.Read,
        RequireNoOrphans = FolderFacts.RequireNoOrphans,
    };

    [Theory]
    [InlineData("IoError")]
    [InlineData("DiskFull")]
    [InlineData("ShortWrite")]
    [InlineData("OutOfMemory")]
    public async Task Any_single_operation_may_fail(string how)
    {
        var operations = await Faults.FailEach(TrackingWorkload.RunShort, Enum.Parse<Fault>(how));
        output.WriteLine($"{operations} operations failed with {how}.");
        Assert.InRange(operations, OperationsMin, int.MaxValue);
    }

    /// <summary>
    /// The folder is frozen from any operation on, for as many operations as given, and then works again.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(25)]
    public async Task A_folder_may_be_frozen_for_a_while(int operations)
    {
        var all = await Faults.FailEach(TrackingWorkload.RunShort, Fault.Denied, operations);
        output.WriteLine($"The folder was frozen from each of {all} operations on.");
        Assert.InRange(all, OperationsMin, int.MaxValue);
    }

    [Theory]
    [InlineData("IoError")]
    [InlineData("ShortWrite")]
    [InlineData("Denied")]
    [InlineData("OutOfMemory")]
    public async Task Operations_of_compactions_and_merges_may_fail(string how)
    {
        var operations = await Faults.FailEach(
            TrackingWorkload.Run, Enum.Parse<Fault>(how), every: LongWorkloadEvery);
        output.WriteLine($"Each {LongWorkloadEvery}th of {operations} operations failed with {how}.");
    }

    [Theory]
    [InlineData("IoError")]
    [InlineData("Denied")]
    [InlineData("OutOfMemory")]
    public Task Any_operation_may_fail_while_a_store_opens(string how) =>
        Faults.FailEachOfOpening(TrackingWorkload.RunShort, Enum.Parse<Fault>(how));

    [Fact]
    public async Task A_store_on_a_broken_disk_refuses_with_a_reason_and_recovers_with_the_disk()
    {
        var operations = await Faults.Count(TrackingWorkload.RunShort);
        for (var n = 0; n < operations; n += BrokenEvery)
        {
            var disk = new SimulatedDisk();
            await using var store = await Faults.OpenNew(disk);
            disk.FailFrom(disk.Operations + n, Fault.IoError);
            await Assert.ThrowsAnyAsync<Exception>(() => TrackingWorkload.RunShort(store, step => step()));
            await RequireRefusals(store, n);

            disk.Heal();
            var probe = new LocalStoreProbe<TrackingState>(store.Engine);
            var health = await probe.Check();

            // The first check may join a recovery that began before the disk healed.
            if (!health.Ready) health = await probe.Check();
            Assert.True(health.Ready, $"Broken from {n} on, not ready after healing: {health.Reason}");
            Compare(store.Model, await TrackingFacts.Read(store), $"Broken from operation {n} on, healed");
            await store.CreateExperiment("healed");
            await store.Checkpoint();
            Compare(store.Model, await TrackingFacts.Read(store), $"Broken from operation {n} on, healed and used");
        }
    }

    [Fact]
    public async Task A_store_on_a_full_disk_refuses_writes_serves_reads_and_recovers_with_free_space()
    {
        var disk = new SimulatedDisk();
        await using var store = await Faults.OpenNew(disk);
        disk.Capacity = 30_000;
        var refused = await Assert.ThrowsAsync<StorageFullException>(async () =>
        {
            for (var i = 0; ; i++) await store.CreateExperiment($"experiment {i} {new string('n', 200)}");
        });
        Assert.Contains("Free some space", refused.Message);
        Compare(store.Model, await TrackingFacts.Read(store), "full");
        var health = await new LocalStoreProbe<TrackingState>(store.Engine).Check();
        Assert.Equal((false, true), (health.Ready, health.Degraded));
        Assert.Contains("Writes are refused", health.Reason);

        disk.Capacity = 200_000;
        Assert.True((await new LocalStoreProbe<TrackingState>(store.Engine).Check()).Ready);
        await store.CreateExperiment("room");
        await store.StartRun("a");
        await Assert.ThrowsAsync<StorageFullException>(
            () => store.WriteArtifact("a", "a/huge", TrackingWorkload.Bytes(1, 300_000)));
        Compare(store.Model, await TrackingFacts.Read(store), "an artifact too large");
        Assert.Empty(disk.Paths("incoming"));
    }

    private static async Task RequireRefusals(TrackingSession store, int n)
    {
        // A commit that still fits into the segment may be decided, but writing it fails.
        await Assert.ThrowsAnyAsync<Exception>(async () => RequireTyped(await Record.ExceptionAsync(async () =>
            await store.Runs.CreateExperiment(new NewExperiment($"broken {n}"))), $"a write, broken from {n} on"));
        var health = await new LocalStoreProbe<TrackingState>(store.Engine).Check();
        Assert.False(health.Ready, $"Broken from {n} on");
        Assert.False(string.IsNullOrEmpty(health.Reason));
        var read = await Record.ExceptionAsync(async () => await store.Runs.GetExperiment(new("0")));
        if (read is not null) RequireTyped(read, $"a read, broken from {n} on", rethrow: false);
    }

    private static void RequireTyped(Exception? e, string what, bool rethrow = true)
    {
        if (e is null) Assert.Fail($"Not refused: {what}");
        if (e is not (StorageFullException or StorageUnavailableException)) Assert.Fail($"Not typed: {what}: {e}");
        if (rethrow) throw e;
    }

    private static void Compare(TrackingModel model, SortedSet<string> found, string when) =>
        new CrashPoint<TrackingModel>(when, null!, model, []).Compare(model, found, "");
}
