using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Runs;
using Tauro.Stores.Filters;
using Tauro.Stores.Runs;

namespace Tauro.Benchmarks;

/// <summary>
/// Searches many runs for a page of a hundred, including the parsing of the filter; the baseline is a hard-coded scan
/// of all runs in memory.
/// </summary>
[MemoryDiagnoser]
[CategoriesColumn]
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
public class SearchBenchmarks
{
    private const int PageSize = 100;
    private readonly List<Run> all = [];
    private FilledStore store = null!;

    [Params(10_000, 100_000)]
    public int Runs { get; set; }

    [GlobalSetup]
    public async Task Setup()
    {
        store = await FilledStore.Open();
        await store.AddRuns(Runs);
        string? next = null;
        do
        {
            var page = (await store.Runs.SearchRuns(new RunQuery([new("0")], new PageRequest(1_000, next)))).Value;
            all.AddRange(page.Items);
            next = page.NextPageToken;
        }
        while (next is not null);
    }

    [Benchmark(Baseline = true)]
    [BenchmarkCategory("newest")]
    public int ScanNewest() => all.OrderByDescending(run => run.StartTime).Take(PageSize).Count();

    [Benchmark]
    [BenchmarkCategory("newest")]
    public Task<int> Newest() => Search(null, []);

    [Benchmark(Baseline = true)]
    [BenchmarkCategory("metric and param")]
    public int ScanByMetricAndParam() => all
        .Where(run => run.Metrics.TryGetValue("acc", out var acc) && acc.Value > 0.9
            && run.Params.GetValueOrDefault("lr") == "0.1")
        .OrderByDescending(run => run.Metrics["acc"].Value).Take(PageSize).Count();

    [Benchmark]
    [BenchmarkCategory("metric and param")]
    public Task<int> FilteredByMetricAndParam() =>
        Search("metrics.acc > 0.9 and params.lr = '0.1'", ["metrics.acc DESC"]);

    [Benchmark(Baseline = true)]
    [BenchmarkCategory("name")]
    public int ScanByName() => all.Where(run => run.Name.Contains("77", StringComparison.Ordinal))
        .OrderByDescending(run => run.StartTime).Take(PageSize).Count();

    [Benchmark]
    [BenchmarkCategory("name")]
    public Task<int> FilteredByName() => Search("attributes.run_name LIKE '%77%'", []);

    [Benchmark(Baseline = true)]
    [BenchmarkCategory("range")]
    public Task<int> ByLatest() => Search("metrics.loss < 0.1", ["metrics.loss"]);

    [Benchmark]
    [BenchmarkCategory("range")]
    public Task<int> ByMin() => Search("min(metrics.loss) < 0.1", ["min(metrics.loss)"]);

    [Benchmark(Baseline = true)]
    [BenchmarkCategory("param")]
    public Task<int> ByParamAsString() => Search("params.lr = '0.1'", []);

    [Benchmark]
    [BenchmarkCategory("param")]
    public Task<int> ByParamAsNumber() => Search("params.lr < 0.15", []);

    [Benchmark]
    [BenchmarkCategory("param")]
    public Task<int> ByDistinctParamAsNumber() => Search("params.seed < 1000", []);

    [Benchmark]
    [BenchmarkCategory("param")]
    public Task<int> OrderedByParamAsNumber() => Search(null, ["number(params.seed)"]);

    [Benchmark(Baseline = true)]
    [BenchmarkCategory("parent")]
    public Task<int> ByOwnTag() => Search("tags.`mlflow.runName` = 'x'", []);

    [Benchmark]
    [BenchmarkCategory("parent")]
    public Task<int> ByTagOfParent() => Search("parent.tags.`mlflow.runName` = 'x'", []);

    [Benchmark(Baseline = true)]
    [BenchmarkCategory("aggregate")]
    public int ScanGroups() => all.GroupBy(run => run.Params.GetValueOrDefault("opt"))
        .Select(group => (group.Key, group.Count(), group.Average(run => run.Metrics["loss"].Value))).Count();

    [Benchmark]
    [BenchmarkCategory("aggregate")]
    public async Task<int> Groups() => (await store.Runs.AggregateRuns(new RunAggregationQuery(
        [new("0")], GroupBy: AggregatedFields.ParseKeys(["params.opt"], FilterVocabulary.Runs).Value,
        Values: AggregatedFields.ParseValues(["metrics.loss"], FilterVocabulary.Runs).Value))).Value.TotalGroups;

    [Benchmark]
    [BenchmarkCategory("aggregate")]
    public async Task<long> Count() => (await store.Runs.AggregateRuns(new RunAggregationQuery(
        [new("0")], Filter: FilterParser.Parse("metrics.loss < 0.1", FilterVocabulary.Runs).Value))).Value.TotalCount;

    [GlobalCleanup]
    public ValueTask Cleanup() => store.DisposeAsync();

    private async Task<int> Search(string? filter, string[] orderBy)
    {
        var found = await store.Runs.SearchRuns(new RunQuery(
            [new("0")], new PageRequest(PageSize), Filter: FilterParser.Parse(filter, FilterVocabulary.Runs).Value,
            OrderBy: OrderByParser.Parse(orderBy, FilterVocabulary.Runs).Value));
        return found.Value.Items.Count;
    }
}
