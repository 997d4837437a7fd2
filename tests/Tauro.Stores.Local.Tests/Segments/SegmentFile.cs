using Tauro.Contracts.Runs;
using Tauro.Stores.Local.Segments;

namespace Tauro.Stores.Local.Tests.Segments;

/// <summary>Writes, opens and compares segments in memory.</summary>
internal static class SegmentFile
{
    public static readonly SeriesKey Loss = new("run1", "loss");

    public static async Task<byte[]> WriteAsync(params MetricChunk[] chunks) => (await WriteSummedAsync(chunks)).Bytes;

    public static async Task<(byte[] Bytes, SegmentSummary Summary)> WriteSummedAsync(IEnumerable<MetricChunk> chunks)
    {
        using var stream = new MemoryStream();
        var summary = await MetricSegmentWriter.WriteAsync(stream, chunks);
        return (stream.ToArray(), summary);
    }

    public static Task<MetricSegment> OpenAsync(byte[] bytes) =>
        MetricSegment.OpenAsync("test.parquet", () => new MemoryStream(bytes, writable: false));

    public static MetricChunk Ramp(SeriesKey series, int count, long firstStep = 0) =>
        MetricChunk.FromUnsorted(
            series,
            Enumerable.Range(0, count).Select(i => new MetricValue(firstStep + i, 1_700_000_000_000 + i, i * 0.5)));

    public static async Task<List<MetricValue>> PointsAsync(IAsyncEnumerable<MetricChunk> chunks)
    {
        var points = new List<MetricValue>();
        await foreach (var chunk in chunks) points.AddRange(chunk.Points());
        return points;
    }

    /// <summary>Compares points by their bits, except that all NaN values are equal.</summary>
    public static void AssertSame(IEnumerable<MetricValue> expected, IEnumerable<MetricValue> actual) =>
        Assert.Equal(
            expected.Select(point => (point.Step, point.Timestamp, Bits(point.Value))),
            actual.Select(point => (point.Step, point.Timestamp, Bits(point.Value))));

    private static long Bits(double value) =>
        BitConverter.DoubleToInt64Bits(double.IsNaN(value) ? double.NaN : value);
}
