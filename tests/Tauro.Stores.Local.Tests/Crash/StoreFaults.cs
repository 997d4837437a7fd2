using Tauro.Stores.Local.Tests.Simulated;

namespace Tauro.Stores.Local.Tests.Crash;

/// <summary>
/// Fails chosen I/O operations of a workload. The store operation that one is part of fails with a typed exception and
/// has no effect, a retry succeeds without a restart, and a crash afterwards loses nothing.
/// </summary>
internal sealed class StoreFaults<TSession, TModel>
    where TSession : IAsyncDisposable
    where TModel : ReferenceModel<TModel>
{
    /// <summary>Opens a store with a seed and the expected content.</summary>
    public required Func<SimulatedDisk, int, TModel, Task<TSession>> Open { get; init; }

    /// <summary>Creates the content of a new store.</summary>
    public required Func<TModel> Empty { get; init; }

    /// <summary>Gets what a store acknowledged, and its operations under way.</summary>
    public required Func<TSession, (TModel Model, IReadOnlyList<Action<TModel>> UnderWay)> Expectation { get; init; }

    public required Func<TSession, Task<SortedSet<string>>> Read { get; init; }

    public Action<SimulatedDisk, TSession, string> RequireNoOrphans { get; init; } = (_, _, _) => { };

    public Task<TSession> OpenNew(SimulatedDisk disk) => Open(disk, 1, Empty());

    /// <summary>
    /// Fails every operation of a workload, or every one of so many, and as many of those that follow it as given.
    /// </summary>
    /// <returns>The number of operations of the workload.</returns>
    public async Task<int> FailEach(
        Func<TSession, Func<Func<Task>, Task>, Task> workload, Fault fault, int count = 1, int every = 1)
    {
        var operations = await Count(workload);
        await Parallel.ForEachAsync(
            Enumerable.Range(0, operations).Where(n => n % every == 0),
            async (n, _) => await FailNth(workload, n, fault, count));
        return operations;
    }

    /// <summary>Fails every operation of opening a store that ran a workload.</summary>
    public async Task FailEachOfOpening(Func<TSession, Func<Func<Task>, Task>, Task> workload, Fault fault)
    {
        var (disk, model) = await Write(workload);
        var count = disk.Crash(CrashMode.KeepAll);
        await using (await Open(count, 2, model)) { }
        for (var n = 0; n < count.Operations; n++)
        {
            var failing = disk.Crash(CrashMode.KeepAll);
            failing.FailAt(n, fault);
            try
            {
                await using var opened = await Open(failing, 2, model);
            }
            catch (Exception e) when (e is IOException or StorageUnavailableException or OutOfMemoryException)
            {
            }

            await using var again = await Open(failing.Crash(CrashMode.DropUnsynced), 3, model);
            Compare(model, await Read(again), $"Operation {n} failed while the store opened");
        }
    }

    /// <summary>Counts the operations of a workload.</summary>
    public async Task<int> Count(Func<TSession, Func<Func<Task>, Task>, Task> workload)
    {
        var disk = new SimulatedDisk();
        await using var store = await OpenNew(disk);
        var before = disk.Operations;
        await workload(store, step => step());
        return disk.Operations - before;
    }

    private async Task FailNth(
        Func<TSession, Func<Func<Task>, Task>, Task> workload, int n, Fault fault, int count)
    {
        var disk = new SimulatedDisk();
        TModel model;
        await using (var store = await OpenNew(disk))
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
                        if (Expectation(store).UnderWay.Count == 0)
                            await CompareNow(store, $"{fault} at {n} ({disk.Tail}), refused with {e.Message}", count);
                    }
                }
            });
            model = Expectation(store).Model;
            // Merges run next to the workload, so a run may end before its nth operation.
            disk.Heal();
            Compare(model, await Read(store), $"{fault} at {n}, in the end");
        }

        var after = disk.Crash(CrashMode.DropUnsynced);
        await using var again = await Open(after, 2, model);
        Compare(model, await Read(again), $"{fault} at {n}, opened again");
        RequireNoOrphans(after, again, $"{fault} at {n}");
    }

    /// <summary>Compares while further operations may fail, and so may the reads.</summary>
    private async Task CompareNow(TSession store, string when, int failing)
    {
        try
        {
            Compare(Expectation(store).Model, await Read(store), when);
        }
        catch (StorageUnavailableException) when (failing > 1)
        {
        }
    }

    /// <summary>No client waits for a checkpoint, so its exceptions are not typed; the probe reports them.</summary>
    private static bool IsTyped(Exception e) =>
        e is StorageFullException or StorageUnavailableException or OutOfMemoryException
        || (e is IOException && e.StackTrace!.Contains("Checkpointer", StringComparison.Ordinal));

    private async Task<(SimulatedDisk Disk, TModel Model)> Write(
        Func<TSession, Func<Func<Task>, Task>, Task> workload)
    {
        var disk = new SimulatedDisk();
        await using var store = await OpenNew(disk);
        await workload(store, step => step());
        return (disk.Crash(CrashMode.KeepAll), Expectation(store).Model);
    }

    private static void Compare(TModel model, SortedSet<string> found, string when) =>
        new CrashPoint<TModel>(when, null!, model, []).Compare(model, found, "");
}
