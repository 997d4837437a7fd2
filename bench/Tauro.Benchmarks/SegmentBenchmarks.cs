using BenchmarkDotNet.Attributes;
using Tauro.Storage.Series;

namespace Tauro.Benchmarks;

/// <summary>A hundred runs with ten metrics each, written as one segment; one metric and all of it read back.</summary>
[MemoryDiagnoser]
public class SegmentBenchmarks
{
    private const int Runs = 100;
    private const int Keys = 10;
    private MetricChunk[] chunks = [];
    private MetricSegment segment = null!;

    [Params(100, 1000)]
    public int PointsPerSeries { get; set; }

    [GlobalSetup]
    public async Task Setup()
    {
        var values = PointSeries.Values(PointsPerSeries).ToList();
        chunks =
        [
            .. from run in Enumerable.Range(0, Runs)
               from key in Enumerable.Range(0, Keys)
               select MetricChunk.FromUnsorted(new SeriesKey($"run{run:d3}", $"m{key}"), values),
        ];
        var bytes = new MemoryStream();
        await MetricSegmentWriter.WriteAsync(bytes, chunks);
        var written = bytes.ToArray();
        segment = await MetricSegment.OpenAsync("benchmark", () => new MemoryStream(written, writable: false));
    }

    [Benchmark]
    public Task<SegmentSummary> Write() => MetricSegmentWriter.WriteAsync(new MemoryStream(), chunks);

    [Benchmark]
    public Task<int> ReadOneMetric() => Count(segment.ReadAsync(new SeriesKey("run050", "m5")));

    [Benchmark]
    public Task<int> ReadAll() => Count(segment.ReadAllAsync());

    [GlobalCleanup]
    public ValueTask Cleanup() => segment.DisposeAsync();

    private static async Task<int> Count(IAsyncEnumerable<MetricChunk> read)
    {
        var count = 0;
        await foreach (var chunk in read) count += chunk.Count;
        return count;
    }
}
