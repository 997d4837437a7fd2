using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Tauro.Contracts.Runs;
using Tauro.Tracking.Api.Mlflow.Runs;

namespace Tauro.Benchmarks;

/// <summary>
/// Parses the body of <c>log-batch</c> with Tauro's reader; the baseline is the framework's serializer. Allocated bytes
/// are per batch; the column B/point has them per point.
/// </summary>
[MemoryDiagnoser]
public class ParseBenchmarks
{
    private static readonly JsonSerializerOptions SnakeCase =
        new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private byte[] body = [];

    [Params(10, 1000)]
    public int Points { get; set; }

    [GlobalSetup]
    public void Setup() => body = JsonSerializer.SerializeToUtf8Bytes(new
    {
        run_id = PointSeries.Run,
        metrics = PointSeries.Batch(Points),
        @params = Array.Empty<object>(),
        tags = Array.Empty<object>(),
    }, SnakeCase);

    [Benchmark(Baseline = true)]
    public object? Serializer() => JsonSerializer.Deserialize<Message>(body, SnakeCase);

    [Benchmark]
    public object? Reader() => LoggedBatchReader.TryRead(body);

    private sealed record Message(string RunId, List<MetricPoint> Metrics);
}
