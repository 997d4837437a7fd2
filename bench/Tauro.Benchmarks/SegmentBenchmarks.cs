using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using Parquet;
using Tauro.Stores.Local.Segments;

namespace Tauro.Benchmarks;

/// <summary>
/// Writes a hundred runs with ten metrics each to one segment; the baseline is Parquet.Net with its defaults. And reads
/// one metric; the baseline reads all.
/// </summary>
[MemoryDiagnoser]
[CategoriesColumn]
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
public class SegmentBenchmarks
{
    private const int Runs = 100;
    private const int Keys = 10;
    private MetricChunk[] chunks = [];
    private MetricSegment segment = null!;
    private string[] runs = [];
    private string[] keys = [];
    private long[] steps = [];
    private long[] timestamps = [];
    private double[] values = [];

    [Params(100, 1000)]
    public int PointsPerSeries { get; set; }

    [GlobalSetup]
    public async Task Setup()
    {
        var points = PointSeries.Values(PointsPerSeries).ToList();
        chunks =
        [
            .. from run in Enumerable.Range(0, Runs)
               from key in Enumerable.Range(0, Keys)
               select MetricChunk.FromUnsorted(new SeriesKey($"run{run:d3}", $"m{key}"), points),
        ];
        runs = [.. chunks.SelectMany(chunk => Enumerable.Repeat(chunk.Series.RunId, chunk.Count))];
        keys = [.. chunks.SelectMany(chunk => Enumerable.Repeat(chunk.Series.Key, chunk.Count))];
        steps = [.. chunks.SelectMany(chunk => chunk.Steps.ToArray())];
        timestamps = [.. chunks.SelectMany(chunk => chunk.Timestamps.ToArray())];
        values = [.. chunks.SelectMany(chunk => chunk.Values.ToArray())];
        var bytes = new MemoryStream();
        await MetricSegmentWriter.WriteAsync(bytes, chunks);
        var written = bytes.ToArray();
        segment = await MetricSegment.OpenAsync("benchmark", () => new MemoryStream(written, writable: false));
    }

    [Benchmark(Baseline = true)]
    [BenchmarkCategory("write")]
    public async Task<long> WriteByDefaults()
    {
        var to = new MemoryStream();
        await using (var parquet = await ParquetWriter.CreateAsync(SegmentFormat.Schema, to))
        {
            using var rowGroup = parquet.CreateRowGroup();
            await rowGroup.WriteAsync(SegmentFormat.RunId, runs);
            await rowGroup.WriteAsync(SegmentFormat.Key, keys);
            await rowGroup.WriteAsync<long>(SegmentFormat.Step, steps);
            await rowGroup.WriteAsync<long>(SegmentFormat.Timestamp, timestamps);
            await rowGroup.WriteAsync<double>(SegmentFormat.Value, values);
            rowGroup.CompleteValidate();
        }

        return to.Length;
    }

    [Benchmark]
    [BenchmarkCategory("write")]
    public Task<SegmentSummary> Write() => MetricSegmentWriter.WriteAsync(new MemoryStream(), chunks);

    [Benchmark]
    [BenchmarkCategory("read")]
    public Task<int> ReadOneMetric() => Count(segment.ReadAsync(new SeriesKey("run050", "m5")));

    [Benchmark(Baseline = true)]
    [BenchmarkCategory("read")]
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
