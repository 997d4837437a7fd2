using Tauro.Contracts.Runs;
using Tauro.Stores.Local.Segments;
using Tauro.Stores.Runs;
using static Tauro.Stores.Local.Tests.Segments.SegmentFile;

namespace Tauro.Stores.Local.Tests.Segments;

public sealed class MetricSegmentTests
{
    [Fact]
    public async Task Every_kind_of_number_is_read_as_it_was_written()
    {
        double[] values =
        [
            double.NaN, double.PositiveInfinity, double.NegativeInfinity, -0.0, 0.0, double.Epsilon, double.MaxValue,
            double.MinValue, 1.0 / 3,
        ];
        long[] integers = [long.MinValue, -1, 0, 1, long.MaxValue];
        var points = (from step in integers from time in integers from value in values
                      select new MetricValue(step, time, value)).ToList();
        var random = new Random(1);
        var chunk = MetricChunk.FromUnsorted(Loss, points.OrderBy(_ => random.Next()));

        await using var segment = await OpenAsync(await WriteAsync(chunk));

        AssertSame(points.Order(PointOrder.Instance), await PointsAsync(segment.ReadAsync(Loss)));
    }

    [Fact]
    public async Task Keys_in_any_script_are_found()
    {
        string[] keys = ["a", "B", "überlänge/größe", "损失", "\uFF21 full width", "😀", "𝒜 script", "z z", "\uE000"];
        var series = keys.Select(key => new SeriesKey("r", key)).Order().ToList();

        await using var segment = await OpenAsync(
            await WriteAsync([.. series.Select((seriesKey, i) => Ramp(seriesKey, i + 1))]));

        for (var i = 0; i < series.Count; i++)
        {
            Assert.Equal(i + 1, (await PointsAsync(segment.ReadAsync(series[i]))).Count);
        }
    }

    [Fact]
    public async Task A_step_range_of_a_long_series_is_read_from_few_row_groups()
    {
        await using var segment = await OpenAsync(await WriteAsync(Ramp(Loss, 95_000)));
        Assert.Equal(10, segment.RowGroupCount);

        var points = await PointsAsync(segment.ReadAsync(Loss, 41_000, 42_999));

        Assert.Equal(Enumerable.Range(41_000, 2_000).Select(step => (long)step), points.Select(point => point.Step));
        Assert.Equal(1, segment.RowGroupsRead);
        Assert.Equal(95_000, (await PointsAsync(segment.ReadAsync(Loss))).Count);
    }

    [Fact]
    public async Task Many_small_series_share_a_row_group()
    {
        var series = (from run in Enumerable.Range(0, 100) from key in Enumerable.Range(0, 20)
                      select new SeriesKey($"run{run:d3}", $"key{key:d2}")).ToList();
        await using var segment = await OpenAsync(
            await WriteAsync([.. series.Select(seriesKey => Ramp(seriesKey, 7))]));

        Assert.Equal(2, segment.RowGroupCount);
        foreach (var seriesKey in series.Where((_, i) => i % 37 == 0))
        {
            AssertSame(Ramp(seriesKey, 7).Points(), await PointsAsync(segment.ReadAsync(seriesKey)));
        }
    }

    [Fact]
    public async Task One_run_of_a_hundred_is_read_from_its_own_row_groups_only()
    {
        var chunks = Enumerable.Range(0, 100).Select(i => Ramp(new($"run{i:d3}", "loss"), 10_000)).ToArray();
        await using var segment = await OpenAsync(await WriteAsync(chunks));

        Assert.Equal(10_000, (await PointsAsync(segment.ReadAsync(new("run042", "loss")))).Count);

        Assert.Equal(1, segment.RowGroupsRead);
    }

    [Fact]
    public async Task A_series_that_does_not_exist_needs_no_read()
    {
        await using var segment = await OpenAsync(await WriteAsync(Ramp(Loss, 10)));

        Assert.Empty(await PointsAsync(segment.ReadAsync(new("run0", "loss"))));
        Assert.Empty(await PointsAsync(segment.ReadAsync(new("run1", "zeta"))));
        Assert.Empty(await PointsAsync(segment.ReadAsync(Loss, minStep: 10)));
        Assert.Empty(await PointsAsync(segment.ReadAsync(Loss, maxStep: -1)));

        Assert.Equal(0, segment.RowGroupsRead);
    }

    [Fact]
    public async Task The_summary_describes_the_written_rows()
    {
        var (bytes, summary) = await WriteSummedAsync([Ramp(new("a", "x"), 3), Ramp(new("b", "y"), 20_000)]);

        Assert.Equal(new(20_003, 2, 3, new SeriesKey("a", "x"), new SeriesKey("b", "y")), summary);
        await using var segment = await OpenAsync(bytes);
        Assert.Equal(20_003, segment.Rows);
    }

    [Fact]
    public async Task A_segment_without_rows_opens_and_is_empty()
    {
        var (bytes, summary) = await WriteSummedAsync([]);

        Assert.Equal(new(0, 0, 0, null, null), summary);
        await using var segment = await OpenAsync(bytes);
        Assert.Empty(await PointsAsync(segment.ReadAllAsync()));
    }

    [Fact]
    public async Task Chunks_of_a_series_may_repeat_the_last_point_of_the_previous_one()
    {
        var bytes = await WriteAsync(Ramp(Loss, 10), Ramp(Loss, 10).Slice(9, 1), Ramp(Loss, 20).Slice(9, 11));

        await using var segment = await OpenAsync(bytes);

        AssertSame(Ramp(Loss, 20).Points(), await PointsAsync(segment.ReadAllAsync()));
    }

    [Fact]
    public async Task Rows_out_of_order_are_refused()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => WriteAsync(Ramp(new("b", "x"), 1), Ramp(new("a", "x"), 1)));
        await Assert.ThrowsAsync<InvalidOperationException>(() => WriteAsync(Ramp(Loss, 5, 10), Ramp(Loss, 5)));
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => WriteAsync(new MetricChunk(Loss, new long[] { 2, 1 }, new long[2], new double[2])));
    }

    [Fact]
    public async Task Concurrent_readers_do_not_affect_each_other()
    {
        var chunks = Enumerable.Range(0, 8).Select(i => Ramp(new($"run{i}", "loss"), 25_000, i)).ToArray();
        await using var segment = await OpenAsync(await WriteAsync(chunks));

        await Task.WhenAll(Enumerable.Range(0, 32).Select(i => Task.Run(async () =>
        {
            var chunk = chunks[i % 8];
            AssertSame(chunk.Points(), await PointsAsync(segment.ReadAsync(chunk.Series)));
        })));
    }
}
