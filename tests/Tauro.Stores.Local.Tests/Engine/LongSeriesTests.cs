using Tauro.Contracts.Ids;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Runs;
using Tauro.Stores.Runs;

namespace Tauro.Stores.Local.Tests.Engine;

/// <summary>A long series, sampled from the outlines that its segments have.</summary>
public sealed class LongSeriesTests
{
    private const int PointsPerSegment = 12_000;
    private const int Spike = 61_234;

    [Fact]
    public async Task A_reopened_store_samples_a_long_series_without_reading_its_points()
    {
        await using var store = (LocalTrackingStore)await LocalTrackingStore.Open();
        var run = await Start(store);
        await Log(store, run, 0, 150_000);
        await store.Checkpoint();
        var before = await Sample(store, run);
        await store.Reopen();

        var after = await Sample(store, run);

        Assert.Equal(before.Points, after.Points);
        Assert.Contains(after.Points, point => point.Value == 1_000);
        Assert.Equal(0, await store.RowGroupsRead());
    }

    [Fact]
    public async Task A_spike_survives_checkpoints_a_compaction_and_a_restart()
    {
        await using var store = (LocalTrackingStore)await LocalTrackingStore.Open();
        var run = await Start(store);
        for (var i = 0; i < 10; i++)
        {
            await Log(store, run, i * PointsPerSegment, PointsPerSegment);
            await store.Checkpoint();
        }

        await store.Reopen();
        await Log(store, run, 10 * PointsPerSegment, 1_000);
        var sample = await Sample(store, run);

        Assert.Contains(new MetricValue(Spike, Spike, 1_000), sample.Points);
        Assert.Equal(
            (0, (10 * PointsPerSegment) + 999), (sample.Points[0].Step, sample.Points[^1].Step));
        // Nine of ten segments were compacted into one, which has an outline; the points of the tenth are read.
        Assert.Equal(2, await store.RowGroupsRead());
    }

    [Fact]
    public async Task A_short_series_is_read_once_for_each_sample()
    {
        await using var store = (LocalTrackingStore)await LocalTrackingStore.Open();
        var run = await Start(store);
        await Log(store, run, 0, 70_000);
        await store.Checkpoint();
        await store.Reopen();

        await Sample(store, run);
        Assert.Equal(7, await store.RowGroupsRead());
        var sample = await Sample(store, run);

        Assert.Equal(14, await store.RowGroupsRead());
        Assert.Contains(sample.Points, point => point.Value == 1_000);
    }

    [Fact]
    public async Task A_short_series_among_many_points_of_others_is_outlined_only_once()
    {
        await using var store = (LocalTrackingStore)await LocalTrackingStore.Open();
        var run = await Start(store);
        for (var segment = 0; segment < 8; segment++)
        {
            var steps = Enumerable.Range(segment * 1_000, 1_000).ToList();
            foreach (var some in Enumerable.Range(0, 10).Chunk(2))
            {
                await store.Runs.Log(run, new RunBatch([.. some.SelectMany(other => steps.Select(
                    step => new MetricPoint($"m{other}", 1, step, step)))]));
            }

            await store.Runs.Log(run, new RunBatch([.. steps.Select(step => new MetricPoint("m", 1, step, step))]));
            await store.Checkpoint();
        }

        await store.Reopen();
        await Log(store, run, 8_000, 30_000);
        await Sample(store, run);
        var before = await store.RowGroupsRead();
        await Sample(store, run);

        Assert.Equal(8, await store.RowGroupsRead() - before);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(30)]
    [InlineData(300)]
    public async Task Outliers_do_not_make_the_sample_of_the_other_points_coarse(int outliers)
    {
        await using var store = (LocalTrackingStore)await LocalTrackingStore.Open();
        var run = await Start(store);
        await Log(store, run, 0, 150_000);
        await store.Runs.Log(run, new RunBatch([.. Enumerable.Range(1, outliers).Select(
            i => new MetricPoint("m", i, 1, i * 1_000_000_000L))]));
        await store.Checkpoint();
        await store.Reopen();

        var sample = (await store.Runs.SampleMetric(new MetricSampleQuery(run, "m", 1_000))).Value;

        Assert.InRange(sample.Points.Count(point => point.Step < 150_000), 200, 999);
        Assert.Equal(outliers * 1_000_000_000L, sample.Points[^1].Step);
        Assert.InRange(sample.Points.Count, 300, 1_000);
        Assert.Contains(sample.Points, point => point.Value == 1_000);
    }

    [Fact]
    public async Task A_long_series_of_few_steps_is_also_sampled_from_its_outline()
    {
        await using var store = (LocalTrackingStore)await LocalTrackingStore.Open();
        var run = await Start(store);
        foreach (var some in Enumerable.Range(0, 120_000).Chunk(10_000))
        {
            await store.Runs.Log(run, new RunBatch(
                [.. some.Select(i => new MetricPoint("m", i == Spike ? 1_000 : 1, i, 0))]));
        }

        await store.Checkpoint();
        await store.Reopen();

        var sample = await Sample(store, run);

        Assert.Equal([0, Spike, 119_999], sample.Points.Select(point => point.Timestamp));
        Assert.Equal(0, await store.RowGroupsRead());
    }

    [Fact]
    public async Task A_page_of_a_long_history_reads_no_later_row_group()
    {
        await using var store = (LocalTrackingStore)await LocalTrackingStore.Open();
        var run = await Start(store);
        await Log(store, run, 0, 150_000);
        await store.Checkpoint();
        await store.Reopen();
        await Log(store, run, 140_000, 20_000);

        var page = await Page(store, run, null);

        Assert.Equal((0, 24_999), (page.Items[0].Step, page.Items[^1].Step));
        Assert.InRange(await store.RowGroupsRead(), 1, 4);
        var read = page.Items.Count;
        while (page.NextPageToken is { } next)
        {
            page = await Page(store, run, next);
            Assert.Equal(read, page.Items[0].Step);
            read += page.Items.Count;
        }

        Assert.Equal(160_000, read);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0)]
    public async Task Paging_a_long_history_by_time_reads_little_more_than_each_row_group_once(int timePerStep)
    {
        await using var store = (LocalTrackingStore)await LocalTrackingStore.Open();
        var run = await Start(store);
        await Log(store, run, 0, 150_000, step => step * timePerStep);
        await store.Checkpoint();
        await store.Reopen();
        await Log(store, run, 140_000, 20_000, step => step * timePerStep);

        var found = await AllByTime(store, run);

        Assert.Equal(Enumerable.Range(0, 160_000).Select(step => (long)step), found.Select(point => point.Step));
        // 15 row groups, 7 pages: a page that ends within a row group makes the next one read it again.
        Assert.InRange(await store.RowGroupsRead(), 15, 15 + (2 * 7));
    }

    [Fact]
    public async Task Pages_by_time_are_in_order_when_times_and_steps_have_different_orders()
    {
        await using var store = (LocalTrackingStore)await LocalTrackingStore.Open();
        var run = await Start(store);
        await Log(store, run, 0, 40_000, step => 40_000 - step);
        await store.Checkpoint();
        await Log(store, run, 0, 40_000, step => step * 7_919L % 40_000);
        await store.Checkpoint();
        await store.Reopen();
        await Log(store, run, 10_000, 20_000, step => step);

        var found = await AllByTime(store, run);

        Assert.Equal(Expected().Distinct().OrderBy(p => p.Timestamp).ThenBy(p => p.Step), found);

        static IEnumerable<MetricValue> Expected() =>
            Enumerable.Range(0, 40_000).SelectMany(step => new[] { 40_000 - step, step * 7_919L % 40_000 }
                .Select(time => Point(step, time)))
            .Concat(Enumerable.Range(10_000, 20_000).Select(step => Point(step, step)));

        static MetricValue Point(int step, long time) => new(step, time, ValueAt(step));
    }

    private static async Task<List<MetricValue>> AllByTime(LocalTrackingStore store, RunId run)
    {
        var found = new List<MetricValue>();
        string? token = null;
        do
        {
            var page = await Page(store, run, token, MetricHistoryOrder.Timestamp);
            found.AddRange(page.Items);
            token = page.NextPageToken;
        }
        while (token is not null);
        return found;
    }

    private static async Task<Page<MetricValue>> Page(
        LocalTrackingStore store, RunId run, string? token, MetricHistoryOrder order = MetricHistoryOrder.Step) =>
        (await store.Runs.GetMetricHistory(new MetricHistoryQuery(
            run, "m", new PageRequest(25_000, token), Order: order))).Value;

    private static async Task<RunId> Start(LocalTrackingStore store) =>
        (await store.Runs.StartRun(new NewRun(new("0"), "long"))).Value.RunId;

    private static async Task Log(
        LocalTrackingStore store, RunId run, int from, int count, Func<int, long>? time = null)
    {
        foreach (var steps in Enumerable.Range(from, count).Chunk(10_000))
        {
            await store.Runs.Log(run, new RunBatch(
                [.. steps.Select(step => new MetricPoint("m", ValueAt(step), time?.Invoke(step) ?? step, step))]));
        }
    }

    private static double ValueAt(int step) => step == Spike ? 1_000 : step % 7;

    private static async Task<MetricSample> Sample(LocalTrackingStore store, RunId run) =>
        (await store.Runs.SampleMetric(new MetricSampleQuery(run, "m", 500))).Value;
}
