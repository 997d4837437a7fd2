using System.Diagnostics;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Purges;
using Tauro.Contracts.Runs;

namespace Tauro.Benchmarks;

/// <summary>Measures the purge of an experiment of many runs, and another client that writes meanwhile.</summary>
internal static class PurgeMeasurement
{
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(5);

    public static async Task Run(int runs)
    {
        await using var store = await FilledStore.Open();
        var experiment = (await store.Runs.CreateExperiment(new NewExperiment("purged"))).Value.ExperimentId;
        await store.AddRuns(runs, experiment);
        var other = (await store.Runs.StartRun(new NewRun(new("0")))).Value.RunId;
        await store.Checkpoint();
        Console.WriteLine($"before: {store.Size.Runs} runs, {store.Size.Bytes >> 10} KiB in segments");
        Console.WriteLine($"without a purge, {await Write(store, other, Task.Delay(Before))}");
        await store.Runs.DeleteExperiment(experiment);

        var watch = Stopwatch.StartNew();
        var purge = Purge(store, experiment);
        var written = await Write(store, other, purge);
        Console.WriteLine($"purged {await purge} runs in {watch.Elapsed.TotalSeconds:F1} s; meanwhile, {written}");
        for (var i = 0; i < 2; i++) await store.Checkpoint();
        Console.WriteLine($"after: {store.Size.Runs} runs, {store.Size.Bytes >> 10} KiB in segments");
    }

    private static async Task<long> Purge(FilledStore store, ExperimentId experiment)
    {
        // It returns after a few seconds, and is not found any more when it is complete.
        var purges = store.Purges;
        for (var removed = 0L; ;)
        {
            var outcome = await purges.PurgeExperiment(experiment);
            if (!outcome.IsOk) return removed;
            removed = outcome.Value.Runs;
            if (outcome.Value.Status == PurgeStatus.Completed) return removed;
        }
    }

    /// <summary>Sets a tag again and again, each durable before the next, until something else is done.</summary>
    private static async Task<string> Write(FilledStore store, RunId run, Task until)
    {
        List<TimeSpan> times = [];
        while (!until.IsCompleted)
        {
            var since = Stopwatch.GetTimestamp();
            await store.Runs.Log(run, new RunBatch(Tags: new Dictionary<string, string> { ["n"] = $"{times.Count}" }));
            times.Add(Stopwatch.GetElapsedTime(since));
        }

        times.Sort();
        return $"{times.Count} writes: p50 {Milliseconds(0.5)}, p99 {Milliseconds(0.99)}, longest {Milliseconds(1)}";

        string Milliseconds(double quantile) =>
            $"{times[(int)(quantile * (times.Count - 1))].TotalMilliseconds:F1} ms";
    }
}
