using System.Text.Json;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using Tauro.Contracts.Runs;
using Tauro.Stores.Local.Metrics;
using Tauro.Stores.Runs;

namespace Tauro.Benchmarks;

/// <summary>
/// Groups and encodes a batch for the journal; the baseline is its JSON. And appends a batch to the points in memory;
/// the baseline is a list per key.
/// </summary>
[MemoryDiagnoser]
[CategoriesColumn]
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
public class PointBenchmarks
{
    private const int Batches = 64;
    private readonly List<MetricPoint>[] points = new List<MetricPoint>[Batches];
    private PointBatch[] batches = [];

    [Params(10, 1000)]
    public int Points { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        for (var i = 0; i < Batches; i++) points[i] = PointSeries.Batch(Points, (long)i * Points);
        batches = [.. points.Select(list => PointBatch.From(new(PointSeries.Run), list))];
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Batches)]
    [BenchmarkCategory("encode")]
    public int Json()
    {
        var bytes = 0;
        foreach (var list in points) bytes += JsonSerializer.SerializeToUtf8Bytes(list).Length;
        return bytes;
    }

    [Benchmark(OperationsPerInvoke = Batches)]
    [BenchmarkCategory("encode")]
    public int Encode()
    {
        var bytes = 0;
        foreach (var list in points) bytes += PointBatch.From(new(PointSeries.Run), list).Encoded.Length;
        return bytes;
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Batches)]
    [BenchmarkCategory("append")]
    public int Lists()
    {
        var lists = new Dictionary<string, List<MetricValue>>();
        foreach (var point in points.SelectMany(item => item))
        {
            if (!lists.TryGetValue(point.Key, out var list)) lists[point.Key] = list = [];
            list.Add(new MetricValue(point.Step, point.Timestamp, point.Value));
        }

        return lists.Count;
    }

    [Benchmark(OperationsPerInvoke = Batches)]
    [BenchmarkCategory("append")]
    public long Append()
    {
        var store = new PointStore(10_000, 4_000_000);
        foreach (var batch in batches) store.Append(batch);
        return store.Pending;
    }
}
