using BenchmarkDotNet.Attributes;
using Tauro.Contracts.Paging;
using Tauro.Storage;
using Tauro.Storage.Search;

namespace Tauro.Benchmarks;

/// <summary>A page of a hundred out of many runs, from the text of its filter on.</summary>
[MemoryDiagnoser]
public class SearchBenchmarks
{
    private FilledStore store = null!;

    [Params(10_000, 100_000)]
    public int Runs { get; set; }

    [GlobalSetup]
    public async Task Setup()
    {
        store = await FilledStore.Open();
        await store.AddRuns(Runs);
    }

    [Benchmark]
    public Task<int> Newest() => Search(null, []);

    [Benchmark]
    public Task<int> FilteredByMetricAndParam() =>
        Search("metrics.acc > 0.9 and params.lr = '0.1'", ["metrics.acc DESC"]);

    [Benchmark]
    public Task<int> FilteredByText() => Search("attributes.run_name LIKE '%77%'", []);

    [GlobalCleanup]
    public ValueTask Cleanup() => store.DisposeAsync();

    private async Task<int> Search(string? filter, string[] orderBy)
    {
        var found = await store.Runs.SearchRuns(new RunQuery(
            ["0"], new PageRequest(100), Filter: FilterParser.Parse(filter, FilterVocabulary.Runs).Value,
            OrderBy: OrderByParser.Parse(orderBy, FilterVocabulary.Runs).Value));
        return found.Value.Items.Count;
    }
}
