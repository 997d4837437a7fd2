using Microsoft.Extensions.Logging.Abstractions;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Runs;
using Tauro.Stores;
using Tauro.Stores.Local.Artifacts;
using Tauro.Stores.Local.Disks;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.Purges;
using Tauro.Stores.Local.Runs;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Traces;
using Tauro.Stores.Local.Tracking;
using Tauro.Stores.Purges;
using Tauro.Stores.Runs;
using Tauro.Stores.Traces;

namespace Tauro.Benchmarks;

/// <summary>A tracking store on a real folder.</summary>
internal sealed class FilledStore : IAsyncDisposable
{
    private const int WritersAtOnce = 256;
    private const int BatchPoints = 1_000;
    private const int HistoryPoints = 10_000;
    private readonly FolderDisk disk;
    private readonly IDisposable? temporary;
    private LocalEngine<TrackingState> engine;
    private LocalArtifactCatalogue<TrackingState>? artifacts;

    private FilledStore(FolderDisk disk, IDisposable? temporary)
    {
        (this.disk, this.temporary) = (disk, temporary);
        engine = OpenEngine();
    }

    public IRunStore Runs { get; private set; } = null!;

    /// <summary>The runs in memory, and the bytes of all files except the journal.</summary>
    public (int Runs, long Bytes) Size =>
        (engine.State.Runs.Count, engine.Checkpoints.Manifest.Files.Sum(file => file.Bytes));

    public IPurgeStore Purges => new LocalPurgeStore(engine, artifacts!, Entropy.Seeded(3));

    public ITraceStore Traces => new LocalTraceStore(engine, Entropy.Seeded(2));

    /// <summary>Opens an empty store in a temporary folder, which is deleted at the end.</summary>
    public static Task<FilledStore> Open()
    {
        var temporary = new TemporaryDisk();
        return Open(temporary.Disk, temporary);
    }

    /// <summary>Opens the store of the tracking service in a data folder, which stays.</summary>
    public static Task<FilledStore> Open(string folder) =>
        Open(new FolderDisk(Path.Combine(folder, "experiment_tracking")), null);

    private static async Task<FilledStore> Open(FolderDisk disk, IDisposable? temporary)
    {
        var store = new FilledStore(disk, temporary);
        store.Runs = await LocalRunStore.Open(store.engine, Entropy.Seeded(1));
        var blobs = new FolderBlobStore(disk, 0, NullLogger.Instance);
        store.artifacts = await LocalArtifactCatalogue<TrackingState>.Open(store.engine, blobs, Entropy.Seeded(4));
        return store;
    }

    /// <summary>
    /// Adds runs like those of a search over learning rates: five params and five metrics each. The first ones are the
    /// parents of the others.
    /// </summary>
    public async Task AddRuns(int count, string experimentId = "0")
    {
        RunId[]? parents = null;
        foreach (var batch in Enumerable.Range(0, count).Chunk(WritersAtOnce))
        {
            var added = await Task.WhenAll(batch.Select(number =>
                AddRun(number, new ExperimentId(experimentId), parents?[number % parents.Length])));
            parents ??= added;
        }
    }

    /// <summary>Writes a checkpoint, and merges segments.</summary>
    public Task Checkpoint() => engine.Checkpoints.Run();

    public async Task<string> AddHistory(int points)
    {
        var run = (await Runs.StartRun(new NewRun(new("0"), "history"))).Value.RunId;
        for (var first = 0; first < points; first += BatchPoints)
        {
            var batch = PointSeries.Batch(Math.Min(BatchPoints, points - first), first, keys: 1);
            await Runs.Log(run, new RunBatch(batch));
        }

        return run;
    }

    /// <summary>Adds points in series of 10,000.</summary>
    public async Task AddHistories(int points)
    {
        for (var left = points; left > 0; left -= HistoryPoints) await AddHistory(Math.Min(left, HistoryPoints));
    }

    /// <summary>Closes the store, which writes a checkpoint, and opens it again.</summary>
    public async Task Reopen()
    {
        await engine.DisposeAsync();
        engine = OpenEngine();
        Runs = await LocalRunStore.Open(engine, Entropy.Seeded(1));
    }

    public async ValueTask DisposeAsync()
    {
        await engine.DisposeAsync();
        temporary?.Dispose();
    }

    private LocalEngine<TrackingState> OpenEngine()
    {
        var options = new LocalStoreOptions();
        return LocalEngine<TrackingState>.Open(new LocalEngineParts<TrackingState>(
            disk, () => new TrackingState(options), options, TimeProvider.System, NullLogger.Instance));
    }

    private async Task<RunId> AddRun(int number, ExperimentId experimentId, RunId? parent)
    {
        var run = (await Runs.StartRun(
            new NewRun(experimentId, $"run-{number}", ParentRunId: parent))).Value.RunId;
        var random = new Random(number);
        string[] keys = ["acc", "loss", "f1", "auc", "time"];
        await Runs.Log(run, new RunBatch(
            [.. keys.Select(key => new MetricPoint(key, random.NextDouble(), 1_700_000_000_000 + number, 1))],
            new Dictionary<string, string>
            {
                ["lr"] = $"0.{number % 4}", ["depth"] = $"{number % 10}", ["opt"] = number % 3 == 0 ? "sgd" : "adam",
                ["bs"] = $"{16 << (number % 4)}", ["seed"] = $"{number}",
            }));
        return run;
    }
}
