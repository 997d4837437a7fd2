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

    [Theory]
    [InlineData("IoError")]
    [InlineData("DiskFull")]
    [InlineData("ShortWrite")]
    [InlineData("OutOfMemory")]
    public async Task Any_single_operation_may_fail(string how)
    {
        var fault = Enum.Parse<Fault>(how);
        var operations = await Count(TrackingWorkload.RunShort);
        await Parallel.ForEachAsync(
            Enumerable.Range(0, operations), async (n, _) => await FailNth(TrackingWorkload.RunShort, n, fault));
        output.WriteLine($"{operations} operations failed with {how}.");
        Assert.InRange(operations, 150, int.MaxValue);
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
        var all = await Count(TrackingWorkload.RunShort);
        await Parallel.ForEachAsync(Enumerable.Range(0, all), async (n, _) =>
            await FailNth(TrackingWorkload.RunShort, n, Fault.Denied, operations));
        output.WriteLine($"The folder was frozen from each of {all} operations on.");
        Assert.InRange(all, 150, int.MaxValue);
    }

    [Theory]
    [InlineData("IoError")]
    [InlineData("ShortWrite")]
    [InlineData("Denied")]
    [InlineData("OutOfMemory")]
    public async Task Operations_of_compactions_and_merges_may_fail(string how)
    {
        var operations = await Count(TrackingWorkload.Run);
        var failed = Enumerable.Range(0, operations).Where(n => n % LongWorkloadEvery == 0).ToList();
        await Parallel.ForEachAsync(
            failed, async (n, _) => await FailNth(TrackingWorkload.Run, n, Enum.Parse<Fault>(how)));
        output.WriteLine($"{failed.Count} of {operations} operations failed with {how}.");
    }

    [Theory]
    [InlineData("IoError")]
    [InlineData("Denied")]
    [InlineData("OutOfMemory")]
    public async Task Any_operation_may_fail_while_a_store_opens(string how)
    {
        var (disk, model) = await WriteStore();
        var count = disk.Crash(CrashMode.KeepAll);
        await using (await TrackingSession.Open(count, 2, model)) { }
        for (var n = 0; n < count.Operations; n++)
        {
            var failing = disk.Crash(CrashMode.KeepAll);
            failing.FailAt(n, Enum.Parse<Fault>(how));
            try
            {
                await using var opened = await TrackingSession.Open(failing, 2, model);
            }
            catch (Exception e) when (e is IOException or StorageUnavailableException or OutOfMemoryException)
            {
            }

            await using var again = await TrackingSession.Open(failing.Crash(CrashMode.DropUnsynced), 3, model);
            Compare(model, await TrackingFacts.Read(again), $"Operation {n} failed while the store opened");
        }
    }

    [Fact]
    public async Task A_store_on_a_broken_disk_refuses_with_a_reason_and_recovers_with_the_disk()
    {
        var operations = await Count(TrackingWorkload.RunShort);
        for (var n = 0; n < operations; n += BrokenEvery)
        {
            var disk = new SimulatedDisk();
            await using var store = await Open(disk);
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
        await using var store = await Open(disk);
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

    private static async Task FailNth(
        Func<TrackingSession, Func<Func<Task>, Task>, Task> workload, int n, Fault fault, int count = 1)
    {
        var disk = new SimulatedDisk();
        TrackingModel model;
        await using (var store = await Open(disk))
        {
            disk.FailFrom(disk.Operations + n, fault, count);
            await workload(store, async step =>
            {
                // Each attempt uses up at least one of the operations that fail.
                for (var attempt = 0; ; attempt++)
                {
                    try
                    {
                        await step();
                        return;
                    }
                    catch (Exception e) when (e is not Xunit.Sdk.XunitException && attempt < count)
                    {
                        if (!IsTyped(e)) Assert.Fail($"{fault} at {n} ({disk.Tail}) was thrown as {e}");
                        if (store.Expectation().UnderWay.Count == 0)
                            await CompareNow(store, $"{fault} at {n} ({disk.Tail}), refused with {e.Message}", count);
                    }
                }
            });
            model = store.Model;
            // Merges run next to the workload, so a run may end before its nth operation.
            disk.Heal();
            Compare(model, await TrackingFacts.Read(store), $"{fault} at {n}, in the end");
        }

        var after = disk.Crash(CrashMode.DropUnsynced);
        await using var again = await TrackingSession.Open(after, 2, model);
        Compare(model, await TrackingFacts.Read(again), $"{fault} at {n}, opened again");
        FolderFacts.RequireNoOrphans(after, again, $"{fault} at {n}");
    }

    /// <summary>Compares while further operations may fail, and so may the reads.</summary>
    private static async Task CompareNow(TrackingSession store, string when, int failing)
    {
        try
        {
            Compare(store.Model, await TrackingFacts.Read(store), when);
        }
        catch (StorageUnavailableException) when (failing > 1)
        {
        }
    }

    /// <summary>No client waits for a checkpoint, so its exceptions are not typed; the probe reports them.</summary>
    private static bool IsTyped(Exception e) =>
        e is StorageFullException or StorageUnavailableException or OutOfMemoryException
        || (e is IOException && e.StackTrace!.Contains("Checkpointer", StringComparison.Ordinal));

    private static void RequireTyped(Exception? e, string what, bool rethrow = true)
    {
        if (e is null) Assert.Fail($"Not refused: {what}");
        if (e is not (StorageFullException or StorageUnavailableException)) Assert.Fail($"Not typed: {what}: {e}");
        if (rethrow) throw e;
    }

    private static async Task<int> Count(Func<TrackingSession, Func<Func<Task>, Task>, Task> workload)
    {
        var disk = new SimulatedDisk();
        await using var store = await Open(disk);
        var before = disk.Operations;
        await workload(store, step => step());
        return disk.Operations - before;
    }

    private static async Task<(SimulatedDisk Disk, TrackingModel Model)> WriteStore()
    {
        var disk = new SimulatedDisk();
        await using var store = await Open(disk);
        await TrackingWorkload.RunShort(store, step => step());
        return (disk.Crash(CrashMode.KeepAll), store.Model);
    }

    private static Task<TrackingSession> Open(SimulatedDisk disk)
    {
        var model = new TrackingModel();
        model.CreateExperiment("Default");
        return TrackingSession.Open(disk, 1, model);
    }

    private static void Compare(TrackingModel model, SortedSet<string> found, string when) =>
        new CrashPoint<TrackingModel>(when, null!, model, []).Compare(model, found, "");
}
