using Microsoft.Extensions.Logging.Abstractions;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Runs;
using Tauro.Stores.Artifacts;
using Tauro.Stores.Local.Artifacts;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.Runs;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Tests.Simulated;
using Tauro.Stores.Local.Tracking;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Local.Tests.Engine;

public sealed class FillingDiskTests : IAsyncLifetime
{
    private const long Reserve = 1 << 20;
    private readonly SimulatedDisk disk = new();
    private LocalEngine<TrackingState> engine = null!;
    private LocalRunStore runs = null!;
    private ArtifactStore artifacts = null!;
    private RunId run;

    public async ValueTask InitializeAsync()
    {
        var options = new LocalStoreOptions
        {
            Background = false, FreeBytesMin = Reserve, JournalSegmentBytes = 64 << 10,
            CheckpointJournalBytes = 1 << 30,
        };
        engine = LocalEngine<TrackingState>.Open(new LocalEngineParts<TrackingState>(
            disk, () => new TrackingState(options), options, TimeProvider.System, NullLogger.Instance));
        runs = await LocalRunStore.Open(engine, Entropy.System);
        artifacts = await LocalArtifacts.Open(engine, Entropy.System);
        run = (await runs.StartRun(new NewRun(new("0")))).Value.RunId;

        // Three segments: the next checkpoint makes a merge due.
        for (var i = 0; i < 3; i++)
        {
            await Log($"{i}");
            await engine.Checkpoints.Run();
        }
    }

    public ValueTask DisposeAsync() => engine.DisposeAsync();

    [Theory]
    [InlineData(4.5, true, true, true, true)]
    [InlineData(3.5, false, true, true, true)]
    [InlineData(2.5, false, false, true, true)]
    [InlineData(1.5, false, false, false, true)]
    [InlineData(0.5, false, false, false, false)]
    public async Task Artifacts_stop_first_then_merges_then_checkpoints_then_the_journal(
        double freeReserves, bool artifact, bool merge, bool checkpoint, bool journal)
    {
        await Log("fourth");
        disk.Capacity -= disk.FreeBytes() - (long)(freeReserves * Reserve);

        Assert.Equal(artifact, await Succeeds(() => artifacts.Write(
            StoredPath.Parse(disk, $"a{freeReserves}"), new MemoryStream([1]), new ArtifactExpectation()).AsTask()));
        Assert.Equal(checkpoint, await Succeeds(engine.Checkpoints.Checkpoint));
        Assert.Equal(!checkpoint || merge, await Succeeds(engine.Checkpoints.Merger.Run));
        Assert.Equal(journal, await Succeeds(async () =>
        {
            for (var i = 0; i < 20; i++) await Log(new string('x', 5_000));
        }));
    }

    private static async Task<bool> Succeeds(Func<Task> action)
    {
        try
        {
            await action();
            return true;
        }
        catch (StorageFullException)
        {
            return false;
        }
    }

    private async Task Log(string value) => Assert.True(
        (await runs.Log(run, new RunBatch(Tags: new Dictionary<string, string> { ["t"] = value }))).IsOk);
}
