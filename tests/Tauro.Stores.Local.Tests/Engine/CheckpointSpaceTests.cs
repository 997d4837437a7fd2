using Microsoft.Extensions.Logging.Abstractions;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Runs;
using Tauro.Stores.Local.Artifacts;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.Runs;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Tests.Simulated;
using Tauro.Stores.Local.Tracking;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Local.Tests.Engine;

/// <summary>The space that a checkpoint must leave is checked while it is written.</summary>
public sealed class CheckpointSpaceTests : IAsyncLifetime
{
    private const long Reserve = 1 << 20;
    private readonly SimulatedDisk disk = new();
    private readonly LocalStoreOptions options = new()
    {
        Background = false, FreeBytesMin = Reserve, JournalSegmentBytes = 64 << 10,
        CheckpointJournalBytes = 1 << 30,
    };

    private LocalEngine<TrackingState> engine = null!;
    private LocalRunStore runs = null!;

    public async ValueTask InitializeAsync() => await Open();

    public ValueTask DisposeAsync() => engine.DisposeAsync();

    [Fact]
    public async Task A_checkpoint_that_does_not_fit_stops_halfway_and_leaves_nothing()
    {
        var artifacts = await LocalArtifacts.Open(engine, Entropy.System);
        var run = (await runs.StartRun(new NewRun(new("0")))).Value.RunId;
        await engine.Checkpoints.Run();
        // At first there is enough space, but not for all of it: the tags have about 800 KB.
        for (var i = 0; i < 100; i++) await Tag(run, i);
        var (files, manifest) = (Files(), engine.Checkpoints.Manifest.Generation);
        disk.Capacity -= disk.FreeBytes() - ((2 * Reserve) + 300_000);
        var written = 0;
        disk.Beginning = operation =>
        {
            if (operation.StartsWith("write runs/", StringComparison.Ordinal)) written++;
        };

        var refused = await Assert.ThrowsAsync<StorageFullException>(engine.Checkpoints.Checkpoint);

        disk.Beginning = null;
        Assert.Contains("must leave 2 MiB of free space", refused.Message);
        Assert.InRange(written, 1, int.MaxValue);
        Assert.Equal((files, manifest), (Files(), engine.Checkpoints.Manifest.Generation));
        Assert.InRange(disk.FreeBytes(), 2 * Reserve, long.MaxValue);
        var health = await new LocalStoreProbe<TrackingState>(engine).Check();
        Assert.True(health is { Ready: true, Degraded: true });
        Assert.Contains("The last checkpoint failed", health.Reason);
        await Assert.ThrowsAsync<StorageFullException>(() => artifacts.Write(
            StoredPath.Parse(disk, "a"), new MemoryStream([1]), new ArtifactExpectation()).AsTask());
        await Tag(run, 100);

        disk.Capacity = 1L << 40;
        await engine.Checkpoints.Run();
        Assert.False((await new LocalStoreProbe<TrackingState>(engine).Check()).Degraded);
        await engine.DisposeAsync();
        await Open();
        Assert.Equal(101, (await runs.GetRun(run)).Value.Tags.Keys.Count(key => key.StartsWith('t')));
    }

    private async Task Open()
    {
        engine = LocalEngine<TrackingState>.Open(new LocalEngineParts<TrackingState>(
            disk, () => new TrackingState(options), options, TimeProvider.System, NullLogger.Instance));
        runs = await LocalRunStore.Open(engine, Entropy.System);
    }

    private string Files() => string.Join(
        ' ', new[] { "runs", "experiments", "events" }.SelectMany(folder => disk.Paths(folder)));

    private async Task Tag(RunId run, int number) => Assert.True((await runs.Log(run, new RunBatch(
        Tags: new Dictionary<string, string> { [$"t{number}"] = new('x', 8_000) }))).IsOk);
}
