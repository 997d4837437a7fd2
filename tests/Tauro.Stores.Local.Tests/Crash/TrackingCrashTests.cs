using System.Collections.Concurrent;
using Tauro.Stores.Local.Tests.Simulated;

namespace Tauro.Stores.Local.Tests.Crash;

/// <summary>
/// A power failure or a kill after every I/O operation of a workload, and of the opening after that. The store then has
/// what it acknowledged, and of the operations under way each completely or not at all.
/// </summary>
public sealed class TrackingCrashTests(ITestOutputHelper output)
{
    private const int RandomSeeds = 2;
    private const int RecoveryEvery = 17;

    private static readonly (CrashMode Mode, int Seed)[] Crashes =
    [
        (CrashMode.DropUnsynced, 0), (CrashMode.KeepAll, 0),
        .. Enumerable.Range(1, RandomSeeds).Select(seed => (CrashMode.Random, seed)),
    ];

    /// <summary>
    /// The contents found on each disk, by its digest. Many crashes leave the same bytes, for example all between two
    /// syncs: a store then does the same, so it is opened once.
    /// </summary>
    private readonly ConcurrentDictionary<string, Lazy<Task<SortedSet<string>>>> found = new();

    /// <summary>What was compared: the contents of each disk with each expectation of a point that leaves it.</summary>
    private readonly ConcurrentDictionary<
        (string Disk, TrackingModel Model, IReadOnlyList<Action<TrackingModel>> UnderWay), bool> compared = new();

    /// <summary>The digests of the recovered disks on which a store was continued.</summary>
    private readonly ConcurrentDictionary<string, bool> resumed = new();

    [Fact]
    public async Task After_a_crash_at_any_operation_a_store_has_what_it_acknowledged()
    {
        var points = await Record();
        var checks = 0;
        await CrashPoints.Each(points, async (point, index) =>
        {
            foreach (var (mode, seed) in Crashes)
            {
                await Verify(point, point.Disk.Crash(mode, (index * 31) + seed), $"{mode} {seed}", resume: true);
                Interlocked.Increment(ref checks);
            }
        });
        output.WriteLine(
            $"{checks} crash points: {points.Count} operations, {Crashes.Length} kinds of crash, "
            + $"{found.Count} disks, {resumed.Count} recovered ones.");
        Assert.InRange(points.Count, 500, int.MaxValue);
        foreach (var kind in (string[])["runs/metrics", "runs/runs", "events/events", "journal/journal"])
            Assert.Contains(points, point => point.Name.Contains($"delete {kind}-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task After_a_crash_while_it_opens_a_store_has_what_it_acknowledged()
    {
        var points = await Record();
        var checks = 0;
        await CrashPoints.Each(points.Where((_, index) => index % RecoveryEvery == 0).ToList(), async (point, index) =>
        {
            foreach (var (mode, seed) in Crashes)
            {
                foreach (
                    var inner in await RecordOpening(point, point.Disk.Crash(mode, index + seed), $"{mode} {seed}"))
                {
                    await Verify(inner, inner.Disk.Crash(CrashMode.DropUnsynced), "then DropUnsynced", resume: false);
                    await Verify(inner, inner.Disk.Crash(CrashMode.Random, index), "then Random", resume: false);
                    Interlocked.Add(ref checks, 2);
                }
            }
        });
        output.WriteLine($"{checks} crash points during opening, {found.Count} disks.");
        Assert.InRange(checks, 1_000, int.MaxValue);
    }

    /// <summary>Runs the workload once and copies the disk after each operation.</summary>
    private static async Task<List<CrashPoint<TrackingModel>>> Record()
    {
        var points = new List<CrashPoint<TrackingModel>>();
        var disk = new SimulatedDisk();
        var model = new TrackingModel();
        model.CreateExperiment("Default");
        await using var store = await TrackingSession.Open(disk, 1, model);
        disk.Changed = simulatedDisk => points.Add(Point(simulatedDisk, store));
        await TrackingWorkload.Run(store, step => step());
        disk.Changed = null;
        return points;
    }

    private static CrashPoint<TrackingModel> Point(SimulatedDisk disk, TrackingSession store)
    {
        var (model, underWay) = store.Expectation();
        return new CrashPoint<TrackingModel>($"After {disk.Tail}", disk.Crash(CrashMode.KeepAll), model, underWay);
    }

    private static async Task<List<CrashPoint<TrackingModel>>> RecordOpening(
        CrashPoint<TrackingModel> point, SimulatedDisk disk, string crash)
    {
        var points = new List<CrashPoint<TrackingModel>>();
        disk.Changed = simulatedDisk => points.Add(point with
        {
            Name = $"{point.Name}, {crash}, after {simulatedDisk.Tail} of the opening",
            Disk = simulatedDisk.Crash(CrashMode.KeepAll),
        });
        await using var store = await TrackingSession.Open(disk, 2, point.Model);
        disk.Changed = null;
        return points;
    }

    private async Task Verify(CrashPoint<TrackingModel> point, SimulatedDisk disk, string crash, bool resume)
    {
        try
        {
            var digest = disk.Digest();
            if (!compared.TryAdd((digest, point.Model, point.UnderWay), true)) return;
            var facts = await found.GetOrAdd(
                digest, _ => new(() => ReadFacts(point, disk, crash, resume))).Value;
            point.Compare(point.Resolve(facts), facts, $"{crash}, opened");
        }
        catch (Exception e) when (e is not Xunit.Sdk.XunitException)
        {
            throw new InvalidOperationException($"{point.Name}, {crash}: {e.Message}", e);
        }
    }

    private async Task<SortedSet<string>> ReadFacts(
        CrashPoint<TrackingModel> point, SimulatedDisk disk, string crash, bool resume)
    {
        SortedSet<string> facts;
        TrackingModel expected;
        await using (var store = await TrackingSession.Open(disk, 3, point.Model))
        {
            facts = await TrackingFacts.Read(store);
            expected = point.Resolve(facts);
            point.Compare(expected, facts, $"{crash}, opened");
            FolderFacts.RequireNoOrphans(disk, store, $"{point.Name}, {crash}");
        }

        var recovered = disk.Crash(CrashMode.DropUnsynced);
        if (resume && resumed.TryAdd(recovered.Digest(), true)) await Resume(point, recovered, expected, crash);
        return facts;
    }

    private static async Task Resume(
        CrashPoint<TrackingModel> point, SimulatedDisk disk, TrackingModel expected, string crash)
    {
        await using (var store = await TrackingSession.Open(disk, 4, expected))
        {
            await store.CreateExperiment("after");
            await store.StartRun("after");
            await store.Log("after", TrackingWorkload.Batch(1, 2));
            await store.Checkpoint();
            await store.WriteArtifact("after", "after/model.bin", TrackingWorkload.Bytes(9, 90));
            expected = store.Model;
        }

        var reopened = disk.Crash(CrashMode.DropUnsynced);
        await using var last = await TrackingSession.Open(reopened, 5, expected);
        point.Compare(expected, await TrackingFacts.Read(last), $"{crash}, written to and reopened");
    }
}
