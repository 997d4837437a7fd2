using BenchmarkDotNet.Attributes;
using Microsoft.AspNetCore.Http;
using Tauro.Contracts.Paging;
using Tauro.Mlflow;
using Tauro.Stores.Runs;
using Tauro.Tracking.Api.Mlflow.Metrics;

namespace Tauro.Benchmarks;

/// <summary>The history of one metric, read from the store and as MLflow's response.</summary>
[MemoryDiagnoser]
public class HistoryBenchmarks
{
    private readonly MemoryStream response = new();
    private FilledStore store = null!;
    private string run = "";

    [Params(1_000, 10_000)]
    public int Points { get; set; }

    [GlobalSetup]
    public async Task Setup()
    {
        store = await FilledStore.Open();
        run = await store.AddHistory(Points);
    }

    [Benchmark(Baseline = true)]
    public async Task<int> FromTheStore()
    {
        var query = new MetricHistoryQuery(
            new(run), "m0", new PageRequest(25_000), Order: MetricHistoryOrder.Timestamp);
        return (await store.Runs.GetMetricHistory(query)).Value.Items.Count;
    }

    [Benchmark]
    public async Task<long> MlflowResponse()
    {
        var context = new DefaultHttpContext();
        context.Request.Method = HttpMethods.Get;
        context.Request.QueryString = new QueryString($"?run_id={run}&metric_key=m0&max_results=25000");
        context.Response.Body = response;
        response.SetLength(0);
        IResult result = await GetHistory.Handle(await MlflowRequest.BindAsync(context), store.Runs);
        await result.ExecuteAsync(context);
        return response.Length;
    }

    [GlobalCleanup]
    public ValueTask Cleanup() => store.DisposeAsync();
}
