using Tauro.Contracts.Models;
using Tauro.Stores.Local.Tests.Simulated;

namespace Tauro.Stores.Local.Tests.Crash;

/// <summary>The registry with a crash after every I/O operation of a workload.</summary>
public sealed class RegistryCrashTests(ITestOutputHelper output)
{
    private const string Run = "0123456789abcdef0123456789abcdef";

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
        await Work(store);
        disk.Changed = null;
        return points;
    }

    private static async Task Work(RegistrySession store)
    {
        for (var i = 0; i < 3; i++) await store.Register("fraud", Run);
        await store.Promote("fraud", 1, ModelStage.Production);
        await store.SetAlias("fraud", "champion", 1);
        await store.Checkpoint();
        await store.Promote("fraud", 2, ModelStage.Production);
        await store.SetAlias("fraud", "champion", 3);
        await store.RecordSourceRun(Run, "COMPLETED", 7);
        await store.DeleteVersion("fraud", 3);
        await store.Checkpoint();
        await store.Register("fraud");
        await store.Rename("fraud", "fraud-v2");
        await store.Register("fraud");
        await store.Checkpoint();
        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => store.Register("many")));
        for (var i = 1; i < 12; i++)
        {
            await store.Promote("many", i, i % 2 == 0 ? ModelStage.Production : ModelStage.Staging);
            await store.SetAlias("many", $"a{i % 3}", i);
            await store.Checkpoint();
        }

        await store.SetPolicy("prod", "first");
        await store.Promote("many", 11, ModelStage.Production);
        await store.PostCheck("many", 11, hasPassed: true);
        await store.Approve("many", 11, "a");
        await store.Checkpoint();
        await store.Promote("many", 11, ModelStage.Production);
        await store.Approve("many", 11, "a");
        await store.SetPolicy("prod", "second");
        await store.RollBack("many");
        await store.Checkpoint();
        await store.DeletePolicy("prod");
        await store.DeleteVersion("many", 11);
        await store.DeleteVersion("many", 16);
        await store.DeleteModel("fraud-v2");
        await store.DeleteModel("many");
        await store.Register("many");
        await store.Checkpoint();
        await store.Register("many");
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
