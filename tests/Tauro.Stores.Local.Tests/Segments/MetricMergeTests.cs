using Tauro.Contracts.Runs;
using Tauro.Stores.Local.Segments;
using Tauro.Stores.Runs;
using static Tauro.Stores.Local.Tests.Segments.SegmentFile;

namespace Tauro.Stores.Local.Tests.Segments;

public sealed class MetricMergeTests
{
    [Fact]
    public async Task Points_in_several_sources_are_returned_once()
    {
        var first = MetricChunk.FromUnsorted(Loss, [new(1, 1, 1), new(1, 1, double.NaN), new(2, 2, -0.0)]);
        var second = MetricChunk.FromUnsorted(Loss, [new(1, 1, -double.NaN), new(1, 1, 2), new(2, 2, 0.0)]);

        var merged = await PointsAsync(MetricMerge.MergeAsync([Source(first), Source(second)]));

        MetricValue[] expected =
            [new(1, 1, 1), new(1, 1, 2), new(1, 1, double.NaN), new(2, 2, -0.0), new(2, 2, 0.0)];
        AssertSame(expected, merged);
    }

    [Fact]
    public async Task No_sources_and_empty_sources_merge_to_nothing()
    {
        Assert.Empty(await PointsAsync(MetricMerge.MergeAsync([])));
        Assert.Empty(await PointsAsync(MetricMerge.MergeAsync([Source(), Source(Ramp(Loss, 0))])));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Any_split_of_points_into_segments_compacts_to_the_same_set(int seed)
    {
        var random = new Random(seed);
        var all = new Dictionary<SeriesKey, SortedSet<MetricValue>>();
        var segments = new List<MetricSegment>();
        for (var s = 0; s < 4; s++) segments.Add(await OpenAsync(await WriteAsync(RandomChunks(random, all))));
        using var output = new MemoryStream();

        var summary = await MetricSegmentCompaction.MergeAsync(segments, output);

        Assert.Equal(all.Values.Sum(points => points.Count), summary.Rows);
        Assert.Equal(all.Count, summary.SeriesCount);
        await using var compacted = await OpenAsync(output.ToArray());
        foreach (var (series, points) in all) AssertSame(points, await PointsAsync(compacted.ReadAsync(series)));
        foreach (var segment in segments) await segment.DisposeAsync();
    }

    [Fact]
    public async Task Compaction_omits_runs_that_are_not_kept()
    {
        await using var segment = await OpenAsync(await WriteAsync(Ramp(new("a", "x"), 3), Ramp(new("b", "x"), 4)));
        using var output = new MemoryStream();

        var summary = await MetricSegmentCompaction.MergeAsync([segment], output, run => run != "a");

        Assert.Equal(new(4, 1, 1, new SeriesKey("b", "x"), new SeriesKey("b", "x")), summary);
    }

    private static MetricChunk[] RandomChunks(Random random, Dictionary<SeriesKey, SortedSet<MetricValue>> all)
    {
        var chunks = new List<MetricChunk>();
        for (var run = 0; run < 12; run++)
        {
            var series = new SeriesKey($"run{run:d2}", "loss");
            if (random.Next(3) == 0) continue;
            var points = Enumerable.Range(0, random.Next(1, 3_500)).Select(_ => RandomPoint(random)).ToList();
            if (!all.TryGetValue(series, out var set)) all[series] = set = new(PointOrder.Instance);
            set.UnionWith(points);
            chunks.Add(MetricChunk.FromUnsorted(series, points));
        }

        return [.. chunks];
    }

    private static MetricValue RandomPoint(Random random)
    {
        var value = random.Next(4) switch { 0 => double.NaN, 1 => -0.0, 2 => 0.0, _ => random.Next(3) };
        return new(random.Next(1_000), random.Next(3), value);
    }

    private static IAsyncEnumerable<MetricChunk> Source(params MetricChunk[] chunks) => chunks.ToAsyncEnumerable();
}
