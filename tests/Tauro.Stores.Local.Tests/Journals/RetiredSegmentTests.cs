using Tauro.Contracts.Experiments;
using Tauro.Stores.Local.Tests.Crash;
using Tauro.Stores.Local.Tests.Simulated;

namespace Tauro.Stores.Local.Tests.Journals;

/// <summary>Segments that a checkpoint covers are deleted concurrently with writes, not between them.</summary>
public sealed class RetiredSegmentTests
{
    private const string Deletion = "delete journal/journal-";
    private readonly SimulatedDisk disk = new();
    private int experiments;

    [Fact]
    public async Task The_writing_thread_deletes_no_segment()
    {
        await using var store = await TrackingSession.Open(disk, 1, new TrackingModel());
        await Fill(store);
        var (deletions, byWriter) = (0, 0);
        disk.Changed = simulatedDisk =>
        {
            if (!LastOperation(simulatedDisk).Contains(Deletion, StringComparison.Ordinal)) return;
            deletions++;
            if (Thread.CurrentThread.Name?.EndsWith("-journal", StringComparison.Ordinal) == true) byWriter++;
        };

        await store.Engine.Checkpoints.Run();

        Assert.InRange(deletions, 2, 100);
        Assert.Equal(0, byWriter);
    }

    [Fact]
    public async Task A_segment_that_cannot_be_deleted_is_reported_and_deleted_with_the_next_checkpoint()
    {
        await using var store = await TrackingSession.Open(disk, 1, new TrackingModel());
        await Fill(store);
        var first = disk.Paths("journal")[0];
        disk.Changed = simulatedDisk =>
        {
            // The manifest is in force now; the next operation is the deletion.
            if (LastOperation(simulatedDisk).Contains("sync directory ''", StringComparison.Ordinal))
                simulatedDisk.FailAt(simulatedDisk.Operations, Fault.IoError);
        };
        await Assert.ThrowsAsync<IOException>(store.Engine.Checkpoints.Run);
        Assert.NotNull(store.Engine.Checkpoints.Failure);
        Assert.Contains(first, disk.Paths("journal"));

        disk.Changed = null;
        disk.Heal();
        await Fill(store);
        await store.Engine.Checkpoints.Run();

        Assert.Null(store.Engine.Checkpoints.Failure);
        Assert.Single(disk.Paths("journal"), path => path != "journal/spare.tmp");
    }

    private static string LastOperation(SimulatedDisk disk) =>
        disk.Tail[(disk.Tail.LastIndexOf(';') + 1)..];

    private async Task Fill(TrackingSession store)
    {
        for (var i = 0; i < 40; i++)
            Assert.True((await store.Runs.CreateExperiment(new NewExperiment($"experiment {++experiments}"))).IsOk);
    }
}
