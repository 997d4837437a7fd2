using BenchmarkDotNet.Attributes;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Paging;
using Tauro.Stores.Filters;
using Tauro.Stores.Traces;

namespace Tauro.Benchmarks;

/// <summary>
/// Searches the text of traces with five spans each for something that none of them contains; the baseline finds all
/// traces without reading their spans. <c>--job dry</c> measures the first search of a process.
/// </summary>
[MemoryDiagnoser]
public class TraceSearchBenchmarks
{
    private const int SpansPerTrace = 5;
    private FilledStore store = null!;

    [Params(2_000, 10_000)]
    public int Traces { get; set; }

    [GlobalSetup]
    public async Task Setup()
    {
        store = await FilledStore.Open();
        foreach (var batch in Enumerable.Range(0, Traces).Chunk(100))
        {
            await store.Traces.LogSpans(new("0"),
            [
                .. batch.SelectMany(i => Enumerable.Range(1, SpansPerTrace)
                    .Select(number => TestSpans.Create(new TraceId($"tr-{i}"), number))),
            ]);
        }
    }

    [Benchmark(Baseline = true)]
    public Task<int> All() => Search(null);

    [Benchmark]
    public Task<int> Like() => Search("trace.text LIKE '%zebra%'");

    [Benchmark]
    public Task<int> ILike() => Search("trace.text ILIKE '%zebra%'");

    [Benchmark]
    public Task<int> LikeTwoLetters() => Search("trace.text LIKE '%zq%'");

    [Benchmark]
    public Task<int> LikeOfAll() => Search("trace.text LIKE '%the%'");

    [Benchmark]
    public Task<int> RLike() => Search("trace.text RLIKE 'zeb[r]a'");

    [GlobalCleanup]
    public ValueTask Cleanup() => store.DisposeAsync();

    private async Task<int> Search(string? filter)
    {
        var found = await store.Traces.SearchTraces(new TraceQuery(
            [new("0")], new PageRequest(100), FilterParser.Parse(filter, FilterVocabulary.Traces).Value));
        return found.Value.Items.Count;
    }
}
