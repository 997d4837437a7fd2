using Microsoft.Extensions.Logging.Abstractions;
using Tauro.Contracts.Runs;
using Tauro.Stores;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.Runs;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Tracking;
using Tauro.Stores.Runs;

namespace Tauro.Benchmarks;

/// <summary>A tracking store on a real folder.</summary>
internal sealed class FilledStore : IAsyncDisposable
{
    private const int WritersAtOnce = 256;
    private const int BatchPoints = 1_000;
    private readonly TemporaryDisk disk = new();
    private LocalEngine<TrackingState> engine;

    private FilledStore() => engine = OpenEngine();

    public IRunStore Runs { get; private set; } = null!;

    public static async Task<FilledStore> Open()
    {
        var store = new FilledStore();
        store.Runs = await LocalRunStore.Open(store.engine, Entropy.Seeded(1));
        return store;
    }

    /// <summary>Adds runs like those of a search over learning rates: five params and five metrics each.</summary>
    public async Task AddRuns(int count)
    {
        foreach (var batch in Enumerable.Range(0, count).Chunk(WritersAtOnce)) await Task.WhenAll(batch.Select(AddRun));
    }

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
        disk.Dispose();
    }

    private LocalEngine<TrackingState> OpenEngine()
    {
        var options = new LocalStoreOptions();
        return LocalEngine<TrackingState>.Open(new LocalEngineParts<TrackingState>(
            disk.Disk, () => new TrackingState(options), options, TimeProvider.System, NullLogger.Instance));
    }

    private async Task AddRun(int number)
    {
        var run = (await Runs.StartRun(new NewRun(new("0"), $"run-{number}"))).Value.RunId;
        var random = new Random(number);
        string[] keys = ["acc", "loss", "f1", "auc", "time"];
        await Runs.Log(run, new RunBatch(
            [.. keys.Select(key => new MetricPoint(key, random.NextDouble(), 1_700_000_000_000 + number, 1))],
            new Dictionary<string, string>
            {
                ["lr"] = $"0.{number % 4}", ["depth"] = $"{number % 10}", ["opt"] = number % 3 == 0 ? "sgd" : "adam",
                ["bs"] = $"{16 << (number % 4)}", ["seed"] = $"{number}",
            }));
    }
}
