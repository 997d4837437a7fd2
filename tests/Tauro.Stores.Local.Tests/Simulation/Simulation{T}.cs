using Tauro.Stores.Local.Tests.Crash;
using Tauro.Stores.Local.Tests.Simulated;

namespace Tauro.Stores.Local.Tests.Simulation;

/// <summary>
/// Several lifetimes of one store on one disk, drawn from a seed. In each, the store opens, runs random operations
/// while disk operations fail, and is closed or crashes. After each opening it has what it acknowledged, and each
/// operation under way completely or not at all. The same seed has the same result.
/// </summary>
/// <param name="seed">The seed of all random choices.</param>
/// <param name="open">Opens the store; the number is the seed of the ids that the store generates.</param>
internal sealed class Simulation<TModel>(int seed, Func<SimulatedDisk, int, TModel, Task<SimulatedStore<TModel>>> open)
    where TModel : ReferenceModel<TModel>
{
    private const int LifetimesMin = 2;
    private const int LifetimesMax = 5;
    private const int StepsMin = 5;
    private const int StepsMax = 40;
    private const int FaultPercent = 6;
    private const int BrokenPercent = 2;
    private const int CutPercent = 6;
    private const int FailingOpeningPercent = 20;
    private const int OperationsOfOpening = 60;
    private const int OperationsOfStep = 8;
    private const int OperationsToCut = 30;
    private const int BrokenStepsMax = 4;
    private const int StepFaultsPerOutOfMemory = 3;

    private readonly Random random = new(seed);

    // Apart from the others, so that the kept seeds draw what they did before denials and a lack of memory.
    private readonly Random denials = new(~seed);
    private readonly List<string> history = [];
    private int opened;

    /// <exception cref="SimulationException">The content of the store is not the expected one.</exception>
    public async Task Run(TModel empty)
    {
        try
        {
            var point = new CrashPoint<TModel>("new", new SimulatedDisk(), empty, []);
            var lives = random.Next(LifetimesMin, LifetimesMax);
            for (var life = 0; life < lives; life++) point = await RunLifetime(point);
            await using var last = await Open(point);
        }
        catch (Exception e)
        {
            throw new SimulationException(seed, history, e);
        }
    }

    private async Task<CrashPoint<TModel>> RunLifetime(CrashPoint<TModel> point)
    {
        await using var store = await Open(point);
        var disk = point.Disk;
        var steps = random.Next(StepsMin, StepsMax);
        CrashPoint<TModel>? cut = null;
        for (var step = 0; step < steps && cut is null; step++)
        {
            switch (random.Next(100))
            {
                case < FaultPercent:
                    await StepWithFault(store, disk);
                    break;
                case < FaultPercent + BrokenPercent:
                    cut = await BreakDisk(store, disk);
                    break;
                case < FaultPercent + BrokenPercent + CutPercent:
                    cut = await CutPower(store, disk);
                    break;
                default:
                    await store.Step(random);
                    break;
            }
        }

        // Without a crash so far, the store is closed, or the power fails while it is idle.
        cut ??= new CrashPoint<TModel>("closed", disk.Crash(CrashMode.KeepAll), store.Model, []);
        var mode = (CrashMode)random.Next(3);
        history.Add($"{cut.Name}, {mode}");
        return cut with { Disk = cut.Disk.Crash(mode, random.Next()) };
    }

    /// <summary>Opens the store, compares its content, and reopens it with the model that was found.</summary>
    private async Task<SimulatedStore<TModel>> Open(CrashPoint<TModel> point)
    {
        var disk = point.Disk;
        if (random.Next(100) < FailingOpeningPercent) await FailOpening(disk, point.Model);
        TModel expected;
        await using (var found = await open(disk, NextIdSeed(), point.Model))
        {
            var facts = await found.Facts();
            expected = point.Resolve(facts);
            point.Compare(expected, facts, "opened");
            found.RequireNoOrphans(disk, point.Name);
        }

        return await open(disk, NextIdSeed(), expected);
    }

    private async Task FailOpening(SimulatedDisk disk, TModel model)
    {
        disk.FailAt(disk.Operations + random.Next(OperationsOfOpening), DrawFault());
        try
        {
            await using var store = await open(disk, NextIdSeed(), model);
        }
        catch (Exception e) when (e is IOException or StorageUnavailableException or StorageFullException)
        {
            history.Add($"could not be opened: {e.Message}");
        }

        disk.Heal();
    }

    /// <summary>
    /// Makes one disk operation fail: its store operation has no effect, and the store keeps working.
    /// </summary>
    private async Task StepWithFault(SimulatedStore<TModel> store, SimulatedDisk disk)
    {
        var fault = DrawFault();
        if (denials.Next(StepFaultsPerOutOfMemory) == 0) fault = Fault.OutOfMemory;
        disk.FailAt(disk.Operations + random.Next(OperationsOfStep), fault);
        await Try(store);
        disk.Heal();
        await store.Finish();
        history.Add($"{fault}");
        await Compare(store, $"{fault}");
    }

    /// <summary>
    /// Makes the disk fail for a while. It then heals, or the power fails; in that case the operations that failed
    /// meanwhile may be present, because they could not be undone.
    /// </summary>
    private async Task<CrashPoint<TModel>?> BreakDisk(SimulatedStore<TModel> store, SimulatedDisk disk)
    {
        var refusedBefore = store.Refused.Count;
        var fault = denials.Next(2) == 0 ? Simulated.Fault.IoError : Simulated.Fault.Denied;
        disk.FailFrom(disk.Operations + random.Next(OperationsOfStep), fault);
        for (var steps = random.Next(1, BrokenStepsMax); steps > 0; steps--) await Try(store);
        if (random.Next(2) == 0)
        {
            var inDoubt = store.Refused.Skip(refusedBefore).ToList();
            return new CrashPoint<TModel>("crashed while broken", disk.Crash(CrashMode.KeepAll), store.Model, inDoubt);
        }

        disk.Heal();
        // The first probe may join a recovery that began before the disk healed.
        var reason = await store.Probe() is null ? null : await store.Probe();
        if (reason is not null) throw new InvalidOperationException($"Not ready, but the disk works: {reason}");
        await store.Finish();
        history.Add($"{fault} for a while");
        await Compare(store, $"{fault} for a while");
        return null;
    }

    /// <summary>Makes the power fail after a random disk operation of the next steps.</summary>
    private async Task<CrashPoint<TModel>?> CutPower(SimulatedStore<TModel> store, SimulatedDisk disk)
    {
        CrashPoint<TModel>? cut = null;
        var left = random.Next(OperationsToCut);
        disk.Changed = simulatedDisk =>
        {
            if (left-- != 0) return;
            var (model, underWay) = store.Expectation();
            cut = new CrashPoint<TModel>(
                $"crashed after {simulatedDisk.Tail}", simulatedDisk.Crash(CrashMode.KeepAll), model, underWay);
        };
        for (var steps = 0; steps < OperationsToCut && left >= 0; steps++) await store.Step(random);
        disk.Changed = null;
        return cut;
    }

    private async Task Try(SimulatedStore<TModel> store)
    {
        try
        {
            await store.Step(random);
        }
        catch (Exception e) when (IsTyped(e))
        {
            history.Add($"refused: {e.Message}");
        }
    }

    private async Task Compare(SimulatedStore<TModel> store, string when) =>
        new CrashPoint<TModel>(when, null!, store.Model, []).Compare(store.Model, await store.Facts(), "afterwards");

    private Fault DrawFault() => (Fault)random.Next(3);

    private int NextIdSeed() => unchecked((seed * 1000) + opened++);

    /// <summary>No client waits for a checkpoint, so its exceptions are not typed; the probe reports them.</summary>
    private static bool IsTyped(Exception e) => e is StorageFullException or StorageUnavailableException
        or OutOfMemoryException
        || (e is IOException && e.StackTrace!.Contains("Checkpointer", StringComparison.Ordinal));
}
