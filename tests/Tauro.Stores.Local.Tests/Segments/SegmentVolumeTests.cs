using System.Diagnostics;
using Tauro.Contracts.Runs;
using Tauro.Stores.Local.Segments;
using static Tauro.Stores.Local.Tests.Segments.SegmentFile;

namespace Tauro.Stores.Local.Tests.Segments;

/// <summary>A million rows. Times and memory are only printed; the content is asserted.</summary>
public sealed class SegmentVolumeTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_million_rows_are_written_compacted_and_read_one_run_at_a_time()
    {
        var chunks = Enumerable.Range(0, 100).Select(Noisy).ToList();
        await MetricSegmentWriter.WriteAsync(new MemoryStream(), chunks.Take(2));
        using var stream = new MemoryStream(16 << 20);
        var before = GC.GetTotalAllocatedBytes();
        var clock = Stopwatch.StartNew();

        var summary = await MetricSegmentWriter.WriteAsync(stream, chunks);

        Assert.Equal(1_000_000, summary.Rows);
        Print($"written in {clock.Elapsed.TotalMilliseconds:f0} ms, {stream.Length >> 10} KiB, "
            + $"{(GC.GetTotalAllocatedBytes() - before) >> 20} MiB allocated");
        await using var segment = await OpenAsync(stream.ToArray());
        await PointsAsync(segment.ReadAsync(chunks[3].Series));
        clock.Restart();
        foreach (var chunk in chunks)
        {
            await foreach (var read in segment.ReadAsync(chunk.Series)) Assert.Equal(10_000, read.Count);
        }

        Print($"one run of a hundred read in {clock.Elapsed.TotalMilliseconds / 100:f2} ms");
        clock.Restart();
        var compacted = await MetricSegmentCompaction.MergeAsync([segment, segment], new MemoryStream());
        Assert.Equal(summary, compacted);
        Print($"two equal segments compacted in {clock.Elapsed.TotalMilliseconds:f0} ms");
    }

    private static MetricChunk Noisy(int run)
    {
        var random = new Random(run);
        var series = new SeriesKey(run.ToString("x32"), "train/loss");
        return MetricChunk.FromUnsorted(series, Enumerable.Range(0, 10_000).Select(i => new MetricValue(
            i,
            1_700_000_000_000 + (i * 137) + random.Next(50),
            (float)(1 / (1 + (i * 0.01)) + (random.NextDouble() / 100)))));
    }

    private void Print(string line) => output.WriteLine(line);
}
