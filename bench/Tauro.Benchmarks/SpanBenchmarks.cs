using BenchmarkDotNet.Attributes;
using Tauro.Contracts.Ids;

namespace Tauro.Benchmarks;

/// <summary>Logs spans in batches of ten to one trace that already has some; the baseline is a trace without.</summary>
[MemoryDiagnoser]
public class SpanBenchmarks
{
    private const int BatchSpans = 10;
    private FilledStore store = null!;
    private int number = 1;

    [Params(10_000)]
    public int Spans { get; set; }

    [Params(false, true)]
    public bool WithTokens { get; set; }

    [GlobalSetup]
    public async Task Setup()
    {
        store = await FilledStore.Open();
        for (; number <= Spans; number += 1_000)
            await Log("tr-old", number, 1_000);
    }

    [Benchmark(Baseline = true)]
    public async Task ToASmallTrace() => await Log($"tr-{number++}", 2);

    [Benchmark]
    public async Task ToALargeTrace() => await Log("tr-old", 2 + (number++ % Spans));

    [GlobalCleanup]
    public ValueTask Cleanup() => store.DisposeAsync();

    private async Task Log(string traceId, int first, int count = BatchSpans) => _ = (await store.Traces.LogSpans(
        new("0"),
        [.. Enumerable.Range(first, count).Select(i => TestSpans.Create(new TraceId(traceId), i, WithTokens))])).Value;
}
