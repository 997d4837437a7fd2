using Tauro.Stores.Local.Tests.Simulated;

namespace Tauro.Stores.Local.Tests.Crash;

/// <summary>The registry with a crash after every I/O operation of a workload.</summary>
public sealed class RegistryCrashTests(ITestOutputHelper output)
{
    [Fact]
    public async Task After_a_crash_the_registry_has_what_it_acknowledged_and_numbers_versions_without_gaps()
    {
        var points = await Points();
        await CrashPoints.Each(points, async (point, index) =>
        {
            foreach (var mode in Enum.GetValues<CrashMode>()) await Verify(point, point.Disk.Crash(mode, index), mode);
        });
        output.WriteLine($"{points.Count * 3} crash points: {points.Count} operations, 3 kinds of crash.");
        Assert.InRange(points.Count, 150, int.MaxValue);
    }

    [Fact]
    public async Task A_deletion_that_a_fault_of_the_disk_interrupts_can_be_completed_afterwards()
    {
        const int operationsOfDeletion = 16;
        var deleted = 0;
        for (var fault = 0; fault < operationsOfDeletion; fault++)
        {
            var disk = new SimulatedDisk();
            await using var store = await RegistrySession.Open(disk, 1, new RegistryModel());
            for (var i = 0; i < 20; i++) await store.Register("fraud");
            disk.FailAt(disk.Operations + fault, Fault.IoError);
            try
            {
                await store.DeleteModel("fraud");
                deleted++;
            }
            catch (StorageUnavailableException)
            {
                // The first commit failed, so nothing is deleted.
            }

            disk.Heal();
            await store.Register("churn");

            new CrashPoint<RegistryModel>($"Fault at operation {fault}", disk, store.Model, [])
                .Compare(store.Model, await store.Facts(), "after the next write");
        }

        Assert.InRange(deleted, 1, operationsOfDeletion - 1);
    }

    private static async Task<List<CrashPoint<RegistryModel>>> Points()
    {
        var points = new List<CrashPoint<RegistryModel>>();
        var disk = new SimulatedDisk();
        await using var store = await RegistrySession.Open(disk, 1, new RegistryModel());
        disk.Changed = simulatedDisk =>
        {
            var (model, underWay) = store.Expectation();
            points.Add(
                new CrashPoint<RegistryModel>(
                    $"After {simulatedDisk.Tail}", simulatedDisk.Crash(CrashMode.KeepAll), model, underWay));
        };
        await RegistryWorkload.Run(store, step => step());
        disk.Changed = null;
        return points;
    }

    private static async Task Verify(CrashPoint<RegistryModel> point, SimulatedDisk disk, CrashMode mode)
    {
        RegistryModel expected;
        await using (var store = await RegistrySession.Open(disk, 2, point.Model))
        {
            var found = await store.Facts();
            expected = point.Resolve(found);
            point.Compare(expected, found, $"{mode}, opened");
        }

        var reopened = disk.Crash(CrashMode.DropUnsynced);
        await using (var store = await RegistrySession.Open(reopened, 3, expected))
        {
            await store.Register("fraud");
            await store.Register("many");
            await store.Checkpoint();
            expected = store.Model;
        }

        await using var last = await RegistrySession.Open(reopened.Crash(CrashMode.DropUnsynced), 4, expected);
        point.Compare(expected, await last.Facts(), $"{mode}, written to and reopened");
    }
}
