using BenchmarkDotNet.Attributes;
using Tauro.Contracts.Runs;
using Tauro.Storage.Points;

namespace Tauro.Benchmarks;

/// <summary>A batch grouped and encoded for the journal, and applied to the points in memory.</summary>
[MemoryDiagnoser]
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
        batches = [.. points.Select(one => PointBatch.Of(PointSeries.Run, one))];
    }

    [Benchmark(OperationsPerInvoke = Batches)]
    public int Encode()
    {
        var bytes = 0;
        foreach (var one in points) bytes += PointBatch.Of(PointSeries.Run, one).Encoded.Length;
        return bytes;
    }

    [Benchmark(OperationsPerInvoke = Batches)]
    public long Append()
    {
        var store = new PointStore(10_000, 4_000_000);
        foreach (var batch in batches) store.Append(batch);
        return store.Pending;
    }
}
