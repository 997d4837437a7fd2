using BenchmarkDotNet.Attributes;
using Tauro.Stores.Runs;

namespace Tauro.Benchmarks;

/// <summary>
/// Samples a long history for a chart: the first time after the store was opened, and later. Filling the store takes up
/// to a minute.
/// </summary>
[MemoryDiagnoser]
public class SampleBenchmarks
{
    private FilledStore store = null!;
    private string run = "";

    [Params(1_000_000, 10_000_000)]
    public int Points { get; set; }

    [GlobalSetup]
    public async Task Setup()
    {
        store = await FilledStore.Open();
        run = await store.AddHistory(Points);
        await store.Reopen();
        await Warm();
    }

    [IterationSetup(Target = nameof(FirstAfterOpening))]
    public void Reopen() => store.Reopen().GetAwaiter().GetResult();

    [Benchmark]
    public Task<int> FirstAfterOpening() => Sample(null, null);

    [Benchmark(Baseline = true)]
    public Task<int> Warm() => Sample(null, null);

    /// <summary>The range ends inside cells, so their points are read.</summary>
    [Benchmark]
    public Task<int> HalfOfTheSteps() => Sample(Points / 4, Points / 4 * 3);

    [GlobalCleanup]
    public ValueTask Cleanup() => store.DisposeAsync();

    private async Task<int> Sample(long? minStep, long? maxStep) =>
        (await store.Runs.SampleMetric(new MetricSampleQuery(new(run), "m0", 1_000, minStep, maxStep)))
        .Value.Points.Count;
}
